package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import suban.board.BoardService;
import suban.board.BulletinService;
import suban.board.BulletinService.Bulletin;
import suban.board.Scope;
import suban.organisation.Organisation;

/** Issues the monthly 通报 (Articles 4, 16, 17) from the board and lists those there are; each is read as a document. */
@RestController
class BulletinController {

    private final BulletinService bulletins;
    private final BoardService board;
    private final Organisation organisation;
    private final Viewers viewers;

    BulletinController(BulletinService bulletins, BoardService board, Organisation organisation, Viewers viewers) {
        this.bulletins = bulletins;
        this.board = board;
        this.organisation = organisation;
        this.viewers = viewers;
    }

    /**
     * @param month such as {@code 2026-02}
     * @param reason why the month's 通报 is to be made anew; without it the one there is is answered
     */
    record Wish(String month, String reason) {}

    record View(
            String month,
            int version,
            String reason,
            String issuer,
            Long documentId,
            String documentNumber,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime issuedAt) {}

    /** @param mayIssue whether the caller issues them too */
    record Issued(boolean mayIssue, List<View> items) {}

    @GetMapping("/camunda/api/suban/board/bulletins")
    Issued bulletins() {
        Scope scope = board.scope(viewers.current());
        return new Issued(
                bulletins.mayIssue(scope),
                bulletins.issued(scope).stream().map(this::view).toList());
    }

    @PostMapping("/camunda/api/suban/board/bulletins")
    View issue(@RequestBody Wish wish) {
        Scope scope = board.scope(viewers.current());
        Parameters parameters = new Parameters();
        String text = parameters.required("month", "月份", parameters.text("month", "月份", wish.month(), 7));
        YearMonth month = null;
        try {
            month = text == null ? null : YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            parameters.refuse("month", "月份（month）：须写作 2026-02");
        }
        if (month != null && (month.getYear() < 2000 || month.getYear() > 2099)) {
            parameters.refuse("month", "月份（month）：须在 2000 年至 2099 年之间");
        }
        String reason = parameters.text("reason", "重新编制的原因", wish.reason(), 500);
        parameters.refuseIfAny();
        return view(bulletins.issue(scope, month, reason));
    }

    private View view(Bulletin it) {
        return new View(
                it.month().toString(),
                it.version(),
                it.reason(),
                organisation.nameOf(it.issuer()),
                it.documentId(),
                it.documentNumber(),
                CaseView.at(it.issuedAt()));
    }
}
