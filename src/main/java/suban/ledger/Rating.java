package suban.ledger;

/** The national five-level 好差评 scale (Article 14), and 未评价. */
public enum Rating {
    VERY_SATISFIED("非常满意"),
    SATISFIED("满意"),
    FAIRLY_SATISFIED("基本满意"),
    DISSATISFIED("不满意"),
    VERY_DISSATISFIED("非常不满意"),
    UNRATED("未评价");

    private final String label;

    Rating(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** Whether it is a 差评, which sends the complaint back. */
    public boolean isBad() {
        return this == DISSATISFIED || this == VERY_DISSATISFIED;
    }
}
