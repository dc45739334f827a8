package suban.verification;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import suban.ledger.Complaints;
import suban.ledger.Timeline;
import suban.verification.Finding.Check;

/** Recomputes the chain of hashes of every case, each on a snapshot of its own, so that a long run holds nothing back. */
@Service
class ChainCheck {

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final Timeline timeline;

    ChainCheck(JdbcClient jdbc, Complaints complaints, Timeline timeline) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.timeline = timeline;
    }

    /** The broken chains; returns how many entries were read. */
    long check(List<Finding> found) {
        long entries = 0;
        List<String> numbers = new ArrayList<>(jdbc.sql("select number from complaint order by id")
                .query(String.class)
                .list());
        for (String number : numbers) {
            Timeline.Verification result =
                    timeline.verify(complaints.findByNumber(number).orElseThrow());
            entries += result.entries();
            if (!result.intact()) {
                found.add(new Finding(Check.CHAINS, number, "办理记录自第" + result.firstBroken() + "条起与校验值不符"));
            }
        }
        return entries;
    }
}
