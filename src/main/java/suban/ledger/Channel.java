package suban.ledger;

/** Where a complaint came from (Articles 6 and 7). */
public enum Channel {
    ONSITE("现场"),
    PHONE("电话"),
    MAIL("邮件"),
    EMAIL("电子邮件"),
    HAOCHAPING("好差评系统"),
    ZHENGQITONG("政企通"),
    PORTAL("门户网站"),
    LIAISON("助企联络员"),
    OBSERVER("特邀监督员"),
    CAMPAIGN("走访座谈调查"),
    UNIT("部门自收"),
    DEPARTMENT("其他部门提请"),
    SUPERIOR("上级交办"),
    HOTLINE("12345热线");

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
