package suban.notice;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The notices an enterprise gets: by their templates, what each one is to the regulation, and how long it makes sense. */
enum EnterpriseNotice {
    ACCEPTED("登记告知", "accepted", By.OFFICE, Until.END, Call.WHEN_UNSPOKEN, true),
    ACCEPTED_BY_UNIT("登记和先行协调告知", "acceptedByUnit", By.OFFICE, Until.END, Call.WHEN_UNSPOKEN, true),
    REJECTED("不予受理告知", "rejected", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    DISPATCHED("交办和办结日期告知", "dispatched", By.OFFICE, Until.REPLY, Call.WHEN_UNSPOKEN, true),
    REDISPATCHED("改派告知", "redispatched", By.OFFICE, Until.REPLY, Call.WHEN_UNSPOKEN, false),
    PROMISED("承诺办结日期告知", "promised", By.HOST, Until.REPLY, Call.WHEN_UNSPOKEN, true),
    DELAY("延期告知", "delay", By.HOST, Until.REPLY, Call.AT_ONCE, true),
    LONG_TERM_PLAN("长期推进告知", "longTermPlan", By.HOST, Until.REPLY, Call.AT_ONCE, true),
    NEW_DATE("新办结日期告知", "newDate", By.OFFICE, Until.REPLY, Call.AT_ONCE, true),
    RECLASSIFIED("转为复杂类告知", "reclassified", By.OFFICE, Until.REPLY, Call.AT_ONCE, true),
    RECOMPUTED("期限调整告知", "recomputedEnterprise", By.OFFICE, Until.REPLY, Call.AT_ONCE, false),
    REPLIED("答复", "replied", By.HOST, Until.EVER, Call.AT_ONCE, true),
    // it announces a call that is made anyway, with a due date and tries of its own: a call for that would be the same
    // one
    VISIT_ANNOUNCED("回访告知", "visitAnnounced", By.OFFICE, Until.VISIT, Call.NEVER, false),
    // mostly told in the call whose result it is: satisfied, or a withdrawal that the office had to confirm by a call
    CLOSED("销号告知", "closed", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    WITHDRAWN("撤回告知", "withdrawn", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    WITHDRAWAL_REFUSED("继续办理告知", "withdrawalRefused", By.OFFICE, Until.END, Call.AT_ONCE, false),
    // three call-backs were in vain, but nobody has told that the case is closed and may be reopened
    CLOSED_UNRATED("办结告知", "closedUnrated", By.OFFICE, Until.REOPENED, Call.AT_ONCE, false),
    CLOSED_ACCOUNTABLE("办结告知", "closedAccountable", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    CLOSED_DILIGENT("办结告知", "closedDiligent", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    LEFT_SCOPE("终止办理告知", "leftScope", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    LEAVING_REFUSED("继续办理告知", "leavingRefused", By.OFFICE, Until.END, Call.AT_ONCE, false),
    REOPENED("重新开启告知", "reopened", By.OFFICE, Until.VISIT, Call.WHEN_UNSPOKEN, false);

    /** Who speaks to the enterprise about it. */
    enum By {
        OFFICE,
        HOST
    }

    /** What makes it pointless. */
    enum Until {
        REPLY,
        VISIT,
        END,
        REOPENED,
        EVER
    }

    /** Whether somebody telephones where nothing else reaches the enterprise. */
    enum Call {
        AT_ONCE,
        /** only if nobody has spoken to the enterprise anyway within a day */
        WHEN_UNSPOKEN,
        /** the next call that is due anyway tells of it */
        NEVER
    }

    private static final Map<String, EnterpriseNotice> BY_TEMPLATE =
            Arrays.stream(values()).collect(Collectors.toMap(it -> it.template, Function.identity()));

    private final String template;
    private final String label;
    private final By by;
    private final Until until;
    private final Call call;
    private final boolean recorded;

    EnterpriseNotice(String label, String template, By by, Until until, Call call, boolean recorded) {
        this.template = template;
        this.label = label;
        this.by = by;
        this.until = until;
        this.call = call;
        this.recorded = recorded;
    }

    /** The notice of this template; fails early for one nobody has thought about. */
    static EnterpriseNotice of(String template) {
        EnterpriseNotice found = BY_TEMPLATE.get(template);
        if (found == null) {
            throw new IllegalArgumentException("no notice to enterprises by the template " + template);
        }
        return found;
    }

    String template() {
        return template;
    }

    String label() {
        return label;
    }

    By by() {
        return by;
    }

    Until until() {
        return until;
    }

    Call call() {
        return call;
    }

    /** Whether its delivery enters the case's timeline (Articles 9, 11). */
    boolean isRecorded() {
        return recorded;
    }
}
