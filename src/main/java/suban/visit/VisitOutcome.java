package suban.visit;

/** What a return visit came to, as the diagram asks (Article 14). */
public enum VisitOutcome {
    NOT_REACHED,
    SATISFIED,
    DISSATISFIED,
    UNRATED
}
