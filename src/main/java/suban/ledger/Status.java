package suban.ledger;

/** Where a complaint stands. */
public enum Status {
    REGISTERED("已登记"),
    REJECTED("不予受理"),
    COORDINATING_FIRST("先行协调中"),
    TRIAGE("待研判"),
    HANDLING("办理中"),
    LONG_TERM("长期推进"),
    VISIT("待回访"),
    SUPERVISION("联合督查"),
    ACCOUNTABILITY("倒查责任"),
    CLOSED("已销号"),
    WITHDRAWN("已撤回"),
    TERMINATED("已终止");

    private final String label;

    Status(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** Whether nothing more is done in it. */
    public boolean isEnd() {
        return this == REJECTED || this == CLOSED || this == WITHDRAWN || this == TERMINATED;
    }
}
