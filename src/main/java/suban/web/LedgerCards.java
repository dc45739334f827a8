package suban.web;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;

/** The cards from the ledger, in two queries. */
@Component
class LedgerCards implements CardSource {

    private final Complaints complaints;
    private final LedgerSearch search;
    private final Viewers viewers;

    LedgerCards(Complaints complaints, LedgerSearch search, Viewers viewers) {
        this.complaints = complaints;
        this.search = search;
        this.viewers = viewers;
    }

    @Override
    public Map<String, Card> cards(Collection<String> complaintNumbers) {
        if (complaintNumbers.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = search.enterpriseNames(complaintNumbers, viewers.current());
        return complaints.findByNumberIn(complaintNumbers).stream()
                .map(complaint -> card(complaint, names.get(complaint.number())))
                .collect(Collectors.toMap(Card::number, Function.identity()));
    }

    private static Card card(Complaint complaint, String enterpriseName) {
        return new Card(
                complaint.number(),
                Viewer.CONFIDENTIAL.equals(enterpriseName) ? null : enterpriseName,
                complaint.complaintClass() == null
                        ? null
                        : complaint.complaintClass().name(),
                complaint.enterpriseDueAt(),
                complaint.comesFirst());
    }
}
