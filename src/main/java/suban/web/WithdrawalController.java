package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import suban.Actor;
import suban.Forbidden;
import suban.ledger.Complaint;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.office.OfficeService;

/** Takes withdrawals from the channel that filed a complaint and from its coordinating office (design, section 9). */
@RestController
class WithdrawalController {

    private static final int LONGEST_REASON = 2000;

    private final Viewers viewers;
    private final LedgerSearch search;
    private final OfficeService office;

    WithdrawalController(Viewers viewers, LedgerSearch search, OfficeService office) {
        this.viewers = viewers;
        this.search = search;
        this.office = office;
    }

    /** 204 once the office is asked to confirm, however often it is sent; 409 where the case has ended. */
    @PostMapping(path = "/api/complaints/{number}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = viewers.current();
        Complaint complaint = search.visible(number, viewer);
        boolean coordinates = viewer.units().contains(complaint.coordinatingUnit());
        if (!viewer.machine() && !coordinates) {
            throw new Forbidden("只有登记该投诉的渠道和负责协调的营商办可以提出撤回");
        }
        JsonBody body = JsonBody.of(request, Set.of("reason"));
        String reason = body.text("reason", "理由", LONGEST_REASON);
        body.refuseIfAny();
        office.requestWithdrawal(
                complaint.number(),
                reason,
                new Actor(viewer.user(), coordinates ? complaint.coordinatingUnit() : null));
    }
}
