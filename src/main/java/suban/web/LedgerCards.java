package suban.web;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Viewer;

/** The cards from the ledger, in one query. */
@Component
class LedgerCards implements CardSource {

    private final Complaints complaints;
    private final Viewers viewers;

    LedgerCards(Complaints complaints, Viewers viewers) {
        this.complaints = complaints;
        this.viewers = viewers;
    }

    @Override
    public Map<String, Card> cards(Collection<String> complaintNumbers) {
        if (complaintNumbers.isEmpty()) {
            return Map.of();
        }
        Viewer viewer = viewers.current();
        return complaints.findByNumberIn(complaintNumbers).stream()
                .map(complaint -> card(complaint, viewer))
                .collect(Collectors.toMap(Card::number, Function.identity()));
    }

    private static Card card(Complaint complaint, Viewer viewer) {
        return new Card(
                complaint.number(),
                viewer.seesIdentity(complaint) ? complaint.enterpriseName() : null,
                complaint.complaintClass() == null
                        ? null
                        : complaint.complaintClass().name(),
                complaint.enterpriseDueAt(),
                complaint.comesFirst());
    }
}
