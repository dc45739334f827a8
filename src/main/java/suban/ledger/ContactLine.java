package suban.ledger;

/**
 * Whom to call, in the one line that stands above forms and beside them: in plain for who works the case and talks to the enterprise
 * (Articles 4, 9), made unreadable for who watches, and for others by whom they reach it.
 */
public final class ContactLine {

    /** For co-handlers. */
    public static final String THROUGH_HOST = "请通过主办单位联系";

    /** For who may not know who asked for confidentiality. */
    public static final String THROUGH_OFFICE = "请通过营商办联系";

    private static final String DISCREET = "（企业要求保密，请勿外传）";

    private ContactLine() {}

    /** Name and number as they are. */
    public static String plain(Complaint complaint, ComplaintContent content) {
        return line(complaint, content.contactName(), content.contactPhone());
    }

    /** 张**　138****1234. */
    public static String masked(Complaint complaint, ComplaintContent content) {
        return line(complaint, Masking.name(content.contactName()), Masking.phone(content.contactPhone()));
    }

    private static String line(Complaint complaint, String name, String phone) {
        return (complaint.confidential() ? DISCREET : "") + name + (phone == null ? "" : "　" + phone);
    }
}
