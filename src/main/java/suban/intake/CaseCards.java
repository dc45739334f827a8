package suban.intake;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.web.Card;
import suban.web.CardSource;

/** Gives every task card in Tasklist its case, so that people tell their tasks apart without opening them (Article 8). */
@Component
class CaseCards implements CardSource {

    private final Complaints complaints;

    CaseCards(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public Map<String, Card> cards(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return complaints.findByNumberIn(numbers).stream()
                .map(CaseCards::card)
                .collect(Collectors.toMap(Card::number, Function.identity()));
    }

    private static Card card(Complaint complaint) {
        return new Card(
                complaint.number(),
                // a list can be read over a shoulder: who asked for secrecy is named in the form only
                complaint.confidential() ? null : complaint.enterpriseName(),
                complaint.complaintClass() == null
                        ? null
                        : complaint.complaintClass().name(),
                complaint.enterpriseDueAt(),
                complaint.urgent());
    }
}
