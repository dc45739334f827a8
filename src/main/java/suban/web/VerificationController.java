package suban.web;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.engine.EngineClock;
import suban.verification.Finding;
import suban.verification.Report;
import suban.verification.Verification;

/** Whether ledger, timelines, notices, files and engine agree, asked of a live node by supervisors and administrators. */
@RestController
class VerificationController {

    private final Verification verification;
    private final Viewers viewers;

    VerificationController(Verification verification, Viewers viewers) {
        this.verification = verification;
        this.viewers = viewers;
    }

    record FindingView(Finding.Check check, String checkText, String number, String text) {}

    record ReportView(OffsetDateTime at, boolean intact, long complaints, long entries, List<FindingView> findings) {}

    @GetMapping("/api/verification")
    ReportView verify() {
        if (!viewers.currentPerson(false).all()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Report report = verification.run();
        return new ReportView(
                report.at().atZone(EngineClock.ZONE).toOffsetDateTime(),
                report.intact(),
                report.complaints(),
                report.entries(),
                report.findings().stream()
                        .map(it -> new FindingView(it.check(), it.check().label(), it.number(), it.text()))
                        .toList());
    }
}
