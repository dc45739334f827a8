package suban.web;

import java.util.List;
import java.util.function.UnaryOperator;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Status;
import suban.ledger.TimelineEntry;
import suban.ledger.TimelineText;
import suban.ledger.Viewer;

/**
 * What of a case that somebody may see is shown to them: the one place that decides it, for the API and for the case beside the
 * form.
 *
 * @param status as this viewer may know it
 * @param words whether what people wrote is theirs to read; their own unit's words always are
 * @param responsibility whether they may know what was found about the units' responsibility (Article 15)
 * @param contact whether they work the case, and read telephone numbers in what people wrote; who watches does not need them
 */
record CaseSight(Viewer viewer, Status status, boolean words, boolean responsibility, boolean contact) {

    /** What {@code viewer}, who may see the case, sees of it. */
    static CaseSight of(LedgerSearch search, Complaint complaint, List<Attempt> attempts, Viewer viewer) {
        boolean responsibility = search.knowsResponsibility(complaint, viewer);
        return new CaseSight(
                viewer,
                search.status(complaint, viewer),
                viewer.seesWords(complaint, attempts),
                responsibility,
                viewer.worksOn(complaint, attempts) || !viewer.all() && responsibility);
    }

    /** Whether they read what this unit wrote; null for what no unit did. */
    boolean wordsOf(String unit) {
        return words || viewer.units().contains(String.valueOf(unit));
    }

    /** The entries of the timeline that are theirs to know. */
    List<TimelineEntry> of(List<TimelineEntry> entries) {
        return entries.stream()
                .filter(entry -> responsibility || !entry.act().isDiscreet())
                .toList();
    }

    /** What people wrote, without telephone numbers where they are not needed; null stays null. */
    String told(String text) {
        return contact ? text : Masking.inText(text);
    }

    /** An entry as a sentence. */
    String text(TimelineEntry entry, UnaryOperator<String> unitName) {
        String text =
                wordsOf(entry.unit()) ? TimelineText.of(entry, unitName) : TimelineText.withoutWords(entry, unitName);
        return told(text);
    }
}
