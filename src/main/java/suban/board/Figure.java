package suban.board;

import suban.appraisal.ScoredCase;

/** Every number on the board, and how people call the list behind it. */
public enum Figure {
    /** Open and late in any way. */
    LATE("超期未办", Source.NOW),
    /** The host has not responded on the day (Article 9). */
    RESPONSE_LATE("未按时回应企业", Source.NOW),
    /** No answer by the due date (Articles 8, 14). */
    DUE_LATE("办理超期", Source.NOW),
    /** A co-handler's opinion is late (Articles 4, 9). */
    CO_LATE("协办意见超期", Source.NOW),
    /** The enterprise has not been called back in time (Article 14). */
    VISIT_LATE("回访超期", Source.NOW),
    /** An office's own step is late: triage, rulings, 督查, 报结 (Articles 8, 11, 12, 15). */
    OFFICE_LATE("营商办环节超期", Source.NOW),
    /** To be answered before the end of today, not late yet. */
    DUE_TODAY("今日到期", Source.NOW),
    /** To be answered before the end of this week (Sunday), today included, not late yet. */
    DUE_WEEK("本周到期", Source.NOW),
    /** Not ended. */
    OPEN("在办", Source.OPEN),
    /** With a step that the system could not carry out by itself, however often it tried. */
    FAILED("系统异常", Source.FAILED),
    /** Registered in the period. */
    REGISTERED("本期收到", Source.FLOW),
    /** 销号 in the period. */
    CLOSED("本期销号", Source.FLOW),
    /** Counts in 按时办结率 (Article 16). */
    COUNTED("按时办结率计入", Source.SCORED),
    /** Of these, by the due date. */
    ON_TIME("按时办结", Source.SCORED),
    /** Of these, by the date the office granted (Article 11). */
    ADJUSTED("按批准期限按时办结", Source.SCORED),
    /** Of these, not by the due date. */
    NOT_ON_TIME("逾期", Source.SCORED),
    /** Rated, 未评价 left out (Article 14). */
    RATED("已评价", Source.SCORED),
    /** Of these, 好评. */
    PRAISED("好评", Source.SCORED),
    /** Of these, 差评. */
    BAD("差评", Source.SCORED),
    /** First dispatches whose response was due in the period (Article 9). */
    TO_RESPOND("当日回应率计入", Source.FIRST),
    /** Of these, responded to on the day. */
    RESPONDED("当日回应", Source.FIRST),
    /** Of these, not. */
    NOT_RESPONDED("未当日回应", Source.FIRST),
    /** First answered in the period. */
    ANSWERED("首次答复", Source.FIRST),
    /** Of these, sent back for another attempt (Article 14). */
    REHANDLED("退回补办", Source.FIRST);

    /** What a figure is counted from. */
    enum Source {
        NOW,
        OPEN,
        FAILED,
        FLOW,
        SCORED,
        FIRST
    }

    private final String label;
    private final Source source;

    Figure(String label, Source source) {
        this.label = label;
        this.source = source;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** Whether it is about a period and not about now. */
    public boolean ofPeriod() {
        return source != Source.NOW && source != Source.OPEN && source != Source.FAILED;
    }

    Source source() {
        return source;
    }

    /** Whether a case of the appraisal's is in this figure; as {@code Tally} counts. */
    boolean holds(ScoredCase it) {
        return switch (this) {
            case COUNTED -> it.counts();
            case ON_TIME -> Boolean.TRUE.equals(it.onTime());
            case ADJUSTED -> Boolean.TRUE.equals(it.adjustedOnTime());
            case NOT_ON_TIME -> Boolean.FALSE.equals(it.onTime());
            case RATED -> it.praised() != null;
            case PRAISED -> Boolean.TRUE.equals(it.praised());
            case BAD -> Boolean.FALSE.equals(it.praised());
            default -> throw new IllegalArgumentException(name());
        };
    }

    /** Whether a first attempt is in this figure. */
    boolean holds(FirstAttempt it) {
        return switch (this) {
            case TO_RESPOND -> it.responded() != null;
            case RESPONDED -> Boolean.TRUE.equals(it.responded());
            case NOT_RESPONDED -> Boolean.FALSE.equals(it.responded());
            case ANSWERED -> it.answered();
            case REHANDLED -> it.answered() && it.rehandled();
            default -> throw new IllegalArgumentException(name());
        };
    }
}
