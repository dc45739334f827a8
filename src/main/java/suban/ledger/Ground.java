package suban.ledger;

/** Why a matter is outside the regulation (Article 3). */
public enum Ground {
    NONE("无"),
    LITIGATION("已进入诉讼程序"),
    ARBITRATION("已进入仲裁程序"),
    DISCIPLINE("已进入纪检监察程序"),
    ADMIN_REVIEW("已进入行政复议程序"),
    DISCLOSURE("已进入政府信息公开程序"),
    PETITION("已进入信访渠道"),
    STATE_SECRET("涉及国家秘密"),
    TRADE_SECRET("涉及商业秘密"),
    CIVIL_DISPUTE("市场主体之间的民事纠纷"),
    NOT_ELIGIBLE("不属于本细则的投诉主体");

    private final String label;

    Ground(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
