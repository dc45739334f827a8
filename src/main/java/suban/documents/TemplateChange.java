package suban.documents;

import java.time.Instant;

/**
 * A change of a template on its way: opened, edited, approved or given up.
 *
 * @param number what it is known by, such as {@code WS2026-3}
 * @param basedOn the version that was in force when it was opened
 * @param body the proposed text; null until it was edited
 * @param returnReason why the head returned it; null where it was not
 * @param dueAt by when the step it is at is to be done
 */
record TemplateChange(
        Long id,
        String number,
        DocumentKind kind,
        State state,
        int basedOn,
        String body,
        String reason,
        String returnReason,
        String editedBy,
        Instant dueAt) {

    enum State {
        EDITING,
        SUBMITTED,
        IN_FORCE,
        ABANDONED
    }
}
