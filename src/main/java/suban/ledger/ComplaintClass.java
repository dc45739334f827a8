package suban.ledger;

/** How long a complaint may take (Article 8). */
public enum ComplaintClass {
    /** Answered on the day of acceptance. */
    IMMEDIATE("即时办结"),
    /** Within five working days. */
    GENERAL("一般"),
    /** In principle cleared every fortnight. */
    COMPLEX("复杂");

    private final String label;

    ComplaintClass(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
