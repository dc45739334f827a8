package suban.privacy;

/** In what somebody was shown contact data. */
public enum Shown {
    CASE("案件情况"),
    FORM("办理表单"),
    DOCUMENT("文书"),
    ATTACHMENT("附件"),
    SEALED("封存的内容");

    private final String label;

    Shown(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
