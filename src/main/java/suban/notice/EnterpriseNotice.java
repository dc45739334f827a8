package suban.notice;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The notices an enterprise gets: by their templates, what each one is to the regulation, and how long it makes sense. */
enum EnterpriseNotice {
    ACCEPTED("accepted", "登记告知", By.OFFICE, Until.END, Call.WHEN_UNSPOKEN, true),
    ACCEPTED_BY_UNIT("acceptedByUnit", "登记和先行协调告知", By.OFFICE, Until.END, Call.WHEN_UNSPOKEN, true),
    REJECTED("rejected", "不予受理告知", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    DISPATCHED("dispatched", "交办和办结日期告知", By.OFFICE, Until.REPLY, Call.WHEN_UNSPOKEN, true),
    REDISPATCHED("redispatched", "改派告知", By.OFFICE, Until.REPLY, Call.WHEN_UNSPOKEN, false),
    PROMISED("promised", "承诺办结日期告知", By.HOST, Until.REPLY, Call.WHEN_UNSPOKEN, true),
    DELAY("delay", "延期告知", By.HOST, Until.REPLY, Call.AT_ONCE, true),
    LONG_TERM_PLAN("longTermPlan", "长期推进告知", By.HOST, Until.REPLY, Call.AT_ONCE, true),
    NEW_DATE("newDate", "新办结日期告知", By.OFFICE, Until.REPLY, Call.AT_ONCE, true),
    RECLASSIFIED("reclassified", "转为复杂类告知", By.OFFICE, Until.REPLY, Call.AT_ONCE, true),
    RECOMPUTED("recomputedEnterprise", "期限调整告知", By.OFFICE, Until.REPLY, Call.AT_ONCE, false),
    REPLIED("replied", "答复", By.HOST, Until.EVER, Call.AT_ONCE, true),
    // the call-back itself tells of it
    VISIT_ANNOUNCED("visitAnnounced", "回访告知", By.OFFICE, Until.VISIT, Call.NEVER, false),
    // told in the call whose result it is: satisfied, or a withdrawal that the office had to confirm by a call
    CLOSED("closed", "销号告知", By.OFFICE, Until.EVER, Call.NEVER, false),
    WITHDRAWN("withdrawn", "撤回告知", By.OFFICE, Until.EVER, Call.NEVER, false),
    WITHDRAWAL_REFUSED("withdrawalRefused", "继续办理告知", By.OFFICE, Until.END, Call.NEVER, false),
    // three calls were in vain already
    CLOSED_UNRATED("closedUnrated", "办结告知", By.OFFICE, Until.EVER, Call.NEVER, false),
    CLOSED_ACCOUNTABLE("closedAccountable", "办结告知", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    CLOSED_DILIGENT("closedDiligent", "办结告知", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    LEFT_SCOPE("leftScope", "终止办理告知", By.OFFICE, Until.EVER, Call.AT_ONCE, false),
    LEAVING_REFUSED("leavingRefused", "继续办理告知", By.OFFICE, Until.END, Call.AT_ONCE, false),
    REOPENED("reopened", "重新开启告知", By.OFFICE, Until.VISIT, Call.NEVER, false);

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
        EVER
    }

    /** Whether somebody telephones where nothing else reaches the enterprise. */
    enum Call {
        AT_ONCE,
        /** only if nobody has spoken to the enterprise anyway within a day */
        WHEN_UNSPOKEN,
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

    EnterpriseNotice(String template, String label, By by, Until until, Call call, boolean recorded) {
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
