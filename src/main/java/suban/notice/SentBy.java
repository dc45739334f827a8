package suban.notice;

/** By what a notice reached its recipient. */
public enum SentBy {
    MAIL("电子邮件"),
    SMS("短信"),
    PHONE("电话"),
    IN_APP("系统内通知"),
    /** nowhere: the demonstration sends nothing out */
    DEMO("演示环境不外发");

    private final String label;

    SentBy(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
