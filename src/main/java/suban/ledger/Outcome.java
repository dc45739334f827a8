package suban.ledger;

/** What a reply tells the enterprise (Article 9). */
public enum Outcome {
    RESOLVED("已解决"),
    PARTLY_RESOLVED("部分解决"),
    EXPLAINED_UNREASONABLE("解释说明（诉求不合理）"),
    EXPLAINED_INFEASIBLE("解释说明（客观难以解决）");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** Whether the office has to confirm it with its legal basis. */
    public boolean isExplanation() {
        return this == EXPLAINED_UNREASONABLE || this == EXPLAINED_INFEASIBLE;
    }
}
