package suban.board;

/** What dates run on an open case, by the names {@code case_open} has for them (V23), and what it is called when one is over. */
enum RunningDate {
    RESPONSE(Figure.RESPONSE_LATE, "当日未回应企业"),
    ANSWER(Figure.DUE_LATE, "逾期未答复"),
    COORDINATION(Figure.DUE_LATE, "先行协调逾期"),
    OPINION(Figure.CO_LATE, "逾期未提交协办意见"),
    VISIT(Figure.VISIT_LATE, "逾期未回访"),
    TRIAGE(Figure.OFFICE_LATE, "研判逾期"),
    OBJECTION(Figure.OFFICE_LATE, "异议裁定逾期"),
    DELAY(Figure.OFFICE_LATE, "延期审定逾期"),
    CO_HANDLERS(Figure.OFFICE_LATE, "协办调整审定逾期"),
    ENDING(Figure.OFFICE_LATE, "撤回或转出确认逾期"),
    SUPERVISION(Figure.OFFICE_LATE, "是否督查的决定逾期"),
    RECORD(Figure.OFFICE_LATE, "督查记录逾期"),
    JUDGEMENT(Figure.OFFICE_LATE, "责任认定逾期"),
    REPORT(Figure.OFFICE_LATE, "报结逾期");

    private final Figure late;
    private final String why;

    RunningDate(Figure late, String why) {
        this.late = late;
        this.why = why;
    }

    /** What a case counts for when this date is over. */
    Figure late() {
        return late;
    }

    /** What people read then. */
    String why() {
        return why;
    }
}
