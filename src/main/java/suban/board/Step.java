package suban.board;

/** Where an open case waits, and for whom. */
public enum Step {
    REGISTERED("待受理审核", "营商办"),
    COORDINATING_FIRST("先行协调", "收到投诉的单位"),
    TRIAGE("待研判分类", "营商办"),
    IMMEDIATE("待即时答复", "营商办"),
    RESPONSE("待回应企业", "主办单位"),
    REQUEST("待营商办审定", "异议、延期、调整协办"),
    OPINION("待协办意见", "协办单位"),
    HANDLING("主办办理", "主办单位"),
    LONG_TERM("长期推进", "挂账，按阶段目标"),
    VISIT("待回访", "营商办"),
    SUPERVISION("联合督查", "营商办、督查室"),
    ACCOUNTABILITY("倒查责任", "营商办、督查室");

    private final String label;
    private final String with;

    Step(String label, String with) {
        this.label = label;
        this.with = with;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** Whom it lies with, in general. */
    public String with() {
        return with;
    }
}
