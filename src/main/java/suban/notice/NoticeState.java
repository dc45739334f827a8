package suban.notice;

/** How far a notice is. */
public enum NoticeState {
    /** waits to be sent, or to be sent again */
    WAITING("待发送"),
    /** one node is handing it over now */
    SENDING("发送中"),
    /** a server took it, a logged call confirms it, or it stands in the unit's list */
    DELIVERED("已送达"),
    /** the enterprise is to be told by telephone */
    CALLING("待电话告知"),
    /** the enterprise was not reached by telephone either */
    NOT_REACHED("未能告知"),
    /** overtaken by what happened since, and not sent */
    OUTDATED("已过时"),
    /** could not be sent to the unit's mailbox; it stands in the unit's list all the same */
    FAILED("发送失败");

    private final String label;

    NoticeState(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
