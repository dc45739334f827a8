package suban.web;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import suban.acts.Acts;
import suban.acts.BankActs;
import suban.acts.HotlineActs;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

/** Brings a case to an open task of every kind there is, and knows what a proper person would send there. */
final class Stages {

    /**
     * One kind of task.
     *
     * @param key its definition key
     * @param person whose it is
     * @param open brings a new case there and returns its number
     * @param good what may be sent, each complete for its choice
     * @param bad changes of the first good one (null takes a key away) that the regulation or the units forbid
     */
    record Stage(
            String key,
            String person,
            Supplier<String> open,
            Supplier<List<Map<String, Object>>> good,
            Supplier<List<Map<String, Object>>> bad) {}

    private static int serial;

    private static int away;

    private final Acts acts;
    private final HotlineActs hotline;
    private final BankActs bank;
    private final Supplier<String> awaitedLedger;
    private final Supplier<String> newProblem;
    private final Supplier<String> newRevision;
    private final Runnable deliver;
    private final Runnable forget;
    private LocalDateTime now;

    /**
     * It is Monday 2 March 2026, 10 o'clock.
     *
     * @param awaitedLedger begins to wait for a ledger long due, and returns its number
     * @param newProblem puts a problem before the office, and returns its code
     * @param newRevision puts a revision of the rules before the head, and returns its number
     * @param deliver sends waiting notices
     * @param forget takes all cases out of the engine, so that nobody's timers fire when days go by
     */
    Stages(
            Acts acts,
            HotlineActs hotline,
            BankActs bank,
            Supplier<String> awaitedLedger,
            Supplier<String> newProblem,
            Supplier<String> newRevision,
            Runnable deliver,
            Runnable forget) {
        this.acts = acts;
        this.hotline = hotline;
        this.bank = bank;
        this.awaitedLedger = awaitedLedger;
        this.newProblem = newProblem;
        this.newRevision = newRevision;
        this.deliver = deliver;
        this.forget = forget;
        forget.run();
        now(LocalDateTime.parse("2026-03-02T10:00"));
    }

    private void now(LocalDateTime time) {
        now = time;
        acts.timeIs(time.toString());
    }

    List<Stage> all() {
        return List.of(
                new Stage(
                        "userTask_coordinateFirst",
                        "zijian1",
                        () -> registered("channel", "CAMPAIGN", "receivedBy", "zijian"),
                        () -> List.of(
                                form("decision", "ANSWERED", "replyText", "已当面答复。"),
                                form("decision", "HAND_OVER", "reason", "超出本部门职能。")),
                        () -> List.of(
                                form("decision", "HAND_OVER"), form("replyText", null), form("decision", "REJECT"))),
                new Stage(
                        "userTask_decideSealed",
                        "ysbhead",
                        () -> {
                            String number = registered();
                            acts.seal("ysb1", number, "疑似涉密。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "PURGE", "instruction", "保密函〔2026〕1号", "reason", "鉴定为涉密。"),
                                form("decision", "RELEASE", "reason", "不涉密。"),
                                form("decision", "KEEP", "reason", "移送鉴定。")),
                        () -> List.of(
                                form("instruction", null),
                                form("reason", null),
                                form("decision", "RELEASE"),
                                form("decision", "CONFIRM"))),
                new Stage(
                        "userTask_confirmRejection",
                        "ysb1",
                        () -> registered("declaredGround", "LITIGATION"),
                        () -> List.of(
                                form("decision", "REJECT", "reason", "已进入诉讼程序。"),
                                form("decision", "ACCEPT", "reason", "与诉讼无关。")),
                        () -> List.of(form("reason", null), form("decision", "CONFIRM"))),
                new Stage(
                        "userTask_triage",
                        "ysb1",
                        () -> registered("demandType", "请求综合协调"),
                        () -> List.of(
                                triage("COMPLEX", List.of("ziran", "zijian")),
                                form(triage("GENERAL", List.of("zijian")), "reason", "问题单一，只涉及住建。")),
                        () -> List.of(
                                form("complaintClass", "GENERAL"),
                                form("complaintClass", "IMMEDIATE"),
                                form("coHandlerUnits", List.of("ziran")),
                                form("coHandlerUnits", List.of()),
                                form("coHandlerUnits", List.of("ziran", "shuiwu")),
                                form("coHandlerUnits", List.of("jinghe"), "reason", "另行指定。"),
                                form("coHandlerUnits", List.of("ysb"), "reason", "另行指定。"),
                                form("coHandlerUnits", List.of("jijian"), "reason", "另行指定。"),
                                form("hostUnit", "fengdong"),
                                form("hostUnit", "ysb", "reason", "另行指定。"),
                                form("hostUnit", "jingheysb", "reason", "另行指定。"),
                                form("hostUnit", "ducha", "reason", "另行指定。"),
                                form("accusedUnit", "jinghe"),
                                form("accusedUnit", "jingheysb"),
                                form("accusedUnit", "zijian"),
                                form("accusedUnit", "hotline"),
                                form("splitItems", "又一个问题\n".repeat(10).strip()),
                                form("splitItems", "短"),
                                form("splitItems", "长".repeat(101)))),
                new Stage(
                        "userTask_answerImmediately",
                        "ysb1",
                        () -> {
                            String number = registered("demandType", "咨询政务信息");
                            acts.triage("ysb1", number, ComplaintClass.IMMEDIATE, "jinghe");
                            return number;
                        },
                        () -> List.of(form("replyText", "已电话答复。")),
                        () -> List.of(form("replyText", null))),
                new Stage(
                        "userTask_respond",
                        "jinghe1",
                        () -> dispatched("zijian"),
                        () -> List.of(
                                form(
                                        "decision", "CONTACTED",
                                        "contactChannel", "PHONE",
                                        "contactedAt", at(now),
                                        "promisedDate", day(now),
                                        "contactPerson", "王建国",
                                        "note", "已了解情况。"),
                                form(
                                        "decision", "ATTEMPTED",
                                        "contactChannel", "PHONE",
                                        "contactedAt", at(now),
                                        "note", "无人接听，已留言。"),
                                form("decision", "OBJECT", "proposedUnit", "qinhan", "reason", "厂房在秦汉新城。")),
                        () -> List.of(
                                form("contactedAt", at(now.plusHours(1))),
                                form("contactedAt", at(now.minusDays(1))),
                                form("promisedDate", day(now.minusDays(1))),
                                form("promisedDate", day(now.plusDays(30))),
                                form("promisedDate", null),
                                form("insideUnit", "doumen"),
                                form("insideUnit", "jingheysb"),
                                form("insideUnit", "jinghe"),
                                form("decision", "ATTEMPTED"),
                                form("decision", "ATTEMPTED", "promisedDate", null, "note", null),
                                form("decision", "OBJECT"),
                                form("proposedUnit", "qinhan"))),
                new Stage(
                        "userTask_coHandle",
                        "zijian1",
                        () -> dispatched("zijian"),
                        () -> List.of(
                                form("decision", "OPINION", "opinion", "同意，三日内整改。"),
                                form("decision", "OBJECT", "proposedUnit", "ziran", "reason", "不属住建职能。")),
                        () -> List.of(form("opinion", null), form("decision", "OBJECT"))),
                new Stage(
                        "userTask_releaseCoHandler",
                        "ysb1",
                        () -> {
                            forget.run();
                            String number = dispatched("zijian");
                            now(now.plusDays(14)); // whatever holidays lie between
                            return number;
                        },
                        () -> List.of(form("reason", "逾期未提交，不再等待。")),
                        () -> List.of(form("reason", null))),
                new Stage(
                        "userTask_handle",
                        "jinghe1",
                        this::coHandled,
                        () -> List.of(
                                form("decision", "READY", "progress", "已与企业对接。"),
                                form("decision", "ASSIGN_INSIDE", "insideUnit", "chongwen", "progress", "交镇街办理。"),
                                form("decision", "OBJECT", "proposedUnit", "qinhan", "reason", "厂房在秦汉新城。"),
                                form(
                                        "decision",
                                        "MEETING",
                                        "meetingAt",
                                        at(now.plusDays(1)),
                                        "meetingPlace",
                                        "二楼会议室",
                                        "requestReason",
                                        "商定先后。"),
                                form(
                                        "decision",
                                        "NOTICE_OF_DELAY",
                                        "expectedDate",
                                        day(now.plusDays(30)),
                                        "requestReason",
                                        "图纸须重新审查。"),
                                form(
                                        "decision",
                                        "CHANGE_CO_HANDLERS",
                                        "addUnits",
                                        List.of("ziran"),
                                        "releaseUnits",
                                        List.of("zijian"),
                                        "requestReason",
                                        "许可由资规局办理。"),
                                form(
                                        "decision",
                                        "LETTER",
                                        "body",
                                        "国网西咸供电公司",
                                        "matter",
                                        "请核定增容时间。",
                                        "answerBy",
                                        aWorkingDay())),
                        () -> List.of(
                                form("decision", "ASSIGN_INSIDE"),
                                form("decision", "ASSIGN_INSIDE", "insideUnit", "doumen"),
                                form("decision", "ASSIGN_INSIDE", "insideUnit", "zijian"),
                                form("decision", "ASSIGN_INSIDE", "insideUnit", "jingheysb"),
                                form("insideUnit", "chongwen"),
                                form("decision", "MEETING"),
                                form("decision", "NOTICE_OF_DELAY"),
                                form("decision", "CHANGE_CO_HANDLERS"),
                                form("decision", "LETTER"),
                                form("decision", "LETTER", "body", "财政局", "matter", "请拨付。", "answerBy", aWorkingDay()),
                                form("decision", "LETTER", "body", "银行", "matter", "请说明。", "answerBy", "2026-01-05"),
                                form("body", "国网西咸供电公司"),
                                form("decision", "OBJECT", "proposedUnit", "jinghe", "reason", "原单位"),
                                form("expectedDate", day(now.plusDays(30))))),
                new Stage(
                        "userTask_ruleOnObjection",
                        "ysb1",
                        () -> {
                            String number = dispatched("zijian");
                            acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "REFUSE", "reason", "属地明确。"),
                                form("decision", "UPHOLD", "newUnit", "qinhan", "reason", "确在秦汉新城。")),
                        () -> List.of(
                                form("reason", null),
                                form("decision", "UPHOLD"),
                                form("decision", "UPHOLD", "newUnit", "jinghe"),
                                form("decision", "UPHOLD", "newUnit", "ducha"),
                                form("newUnit", "qinhan"))),
                new Stage(
                        "userTask_ruleFinally",
                        "ysbhead",
                        () -> {
                            String number = dispatched();
                            acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
                            acts.uphold("ysb1", number, "qinhan", "改派。");
                            acts.object("qinhan1", number, "userTask_respond", "fengxi", "不在辖区。");
                            acts.uphold("ysb1", number, "fengxi", "改派。");
                            acts.object("fengxi1", number, "userTask_respond", "jinghe", "不在辖区。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "REFUSE", "reason", "不再调整。"),
                                form("decision", "UPHOLD", "newUnit", "jinghe", "reason", "最终由泾河主办。")),
                        () -> List.of(
                                form("reason", null),
                                form("decision", "UPHOLD"),
                                form("decision", "UPHOLD", "newUnit", "fengxi"))),
                new Stage(
                        "userTask_changeCoHandlers",
                        "ysb1",
                        () -> {
                            String number = coHandled();
                            acts.askForCoHandlers("jinghe1", number, List.of("ziran"), List.of(), "需资规局意见。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "CHANGE", "addUnits", List.of("ziran"), "reason", "同意。"),
                                form("decision", "REFUSE", "reason", "与规划无关。")),
                        () -> List.of(
                                form("addUnits", List.of()),
                                form("addUnits", List.of("jinghe")),
                                form("addUnits", List.of("zijian")),
                                form("releaseUnits", List.of("shuiwu")),
                                form("reason", null))),
                new Stage(
                        "userTask_decideDelay",
                        "ysb1",
                        () -> {
                            String number = coHandled();
                            acts.noticeOfDelay("jinghe1", number, day(now.plusDays(30)), "图纸须重新审查。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "NOTE", "reason", "加快即可。"),
                                form("decision", "GRANT", "newDate", aWorkingDay())),
                        () -> List.of(
                                form("reason", null),
                                form("decision", "GRANT"),
                                form("decision", "GRANT", "reason", null, "newDate", day(now)))),
                new Stage(
                        "userTask_consentToMeeting",
                        "zijian1",
                        this::meetingCalled,
                        () -> List.of(form("decision", "AGREE"), form("decision", "DECLINE", "reason", "已书面答复。")),
                        () -> List.of(form("decision", "DECLINE"), form("decision", null), form("reason", "同意却有理由"))),
                new Stage(
                        "userTask_recordMeeting",
                        "jinghe1",
                        this::meetingAgreed,
                        () -> List.of(form(
                                "minutes",
                                "各自推进。",
                                "commitments",
                                List.of(form(
                                        "unit",
                                        "zijian",
                                        "text",
                                        "出具意见",
                                        "date",
                                        day(now.plusDays(3)),
                                        "beforeReply",
                                        true)))),
                        () -> List.of(
                                form("minutes", null),
                                form(
                                        "commitments",
                                        List.of(form("unit", "zijian", "text", "出具意见", "date", "2026-01-05"))))),
                new Stage(
                        "userTask_fulfilCommitment",
                        "zijian1",
                        () -> {
                            String number = meetingAgreed();
                            acts.recordMeeting(
                                    "jinghe1",
                                    number,
                                    "各自推进。",
                                    new Acts.Promise("zijian", "出具意见", day(now.plusDays(3)), false));
                            return number;
                        },
                        () -> List.of(form("note", "已出具。")),
                        () -> List.of(form("note", null))),
                new Stage(
                        "userTask_recordLetterAnswer",
                        "jinghe1",
                        () -> {
                            String number = coHandled();
                            acts.writeLetter("jinghe1", number, "国网西咸供电公司", "请核定增容时间。", aWorkingDay());
                            return number;
                        },
                        () -> List.of(
                                form(
                                        "decision",
                                        "ANSWERED",
                                        "answeredOn",
                                        day(now),
                                        "answerer",
                                        "营销部",
                                        "answer",
                                        "下月增容。"),
                                form("decision", "DROPPED", "reason", "企业已自行办妥。")),
                        () -> List.of(
                                form("answeredOn", null),
                                form("answerer", null),
                                form("answer", null),
                                form("answeredOn", day(now.plusDays(1))),
                                form("decision", "UNANSWERED", "reason", "日期未到"),
                                form("decision", "DROPPED"))),
                new Stage(
                        "userTask_decideFortnight",
                        "jinghe1",
                        this::fortnightEnding,
                        () -> List.of(
                                form("decision", "CLOSE", "progress", "本期可以答复。"),
                                form(
                                        "decision",
                                        "LONG_TERM",
                                        "plan",
                                        "分步修路。",
                                        "milestones",
                                        List.of(form("text", "立项", "date", day(now.plusDays(60)))))),
                        () -> List.of(
                                form("decision", "DELAY"),
                                form("decision", "DELAY", "progress", null, "reason", "延期", "expectedDate", day(now)),
                                form("decision", "LONG_TERM", "progress", null, "plan", "没有节点"),
                                form("reason", "答复却有理由"))),
                new Stage(
                        "userTask_signOffPlan",
                        "ysb1",
                        () -> {
                            String number = fortnightEnding();
                            acts.proposePlan("jinghe1", number, "分步修路。", Map.of(day(now.plusDays(60)), "立项"));
                            return number;
                        },
                        () -> List.of(form("decision", "APPROVE"), form("decision", "RETURN", "reason", "太晚。")),
                        () -> List.of(form("decision", "RETURN"), form("reason", "签批却有理由"))),
                new Stage(
                        "userTask_reply",
                        "jinghe1",
                        () -> {
                            String number = responded();
                            acts.ready("jinghe1", number, "已办。");
                            return number;
                        },
                        () -> List.of(
                                form("outcome", "RESOLVED", "replyText", "规划许可已核发。"),
                                form(
                                        "outcome",
                                        "EXPLAINED_UNREASONABLE",
                                        "replyText",
                                        "不符合规划。",
                                        "legalBasis",
                                        "《城乡规划法》")),
                        () -> List.of(form("outcome", "EXPLAINED_INFEASIBLE"), form("legalBasis", "《城乡规划法》"))),
                new Stage(
                        "userTask_confirmReply",
                        "ysb2",
                        () -> {
                            String number = responded();
                            acts.ready("jinghe1", number, "已办。");
                            acts.reply("jinghe1", number, Outcome.EXPLAINED_UNREASONABLE, "不符合规划。");
                            return number;
                        },
                        () -> List.of(form("decision", "CONFIRM"), form("decision", "RETURN", "reason", "依据不足。")),
                        () -> List.of(form("decision", "RETURN"), form("reason", "不应有的理由"))),
                new Stage(
                        "userTask_visit",
                        "ysb2",
                        this::replied,
                        () -> List.of(
                                form("reached", true, "rating", "SATISFIED", "officeRating", "GOOD", "note", "企业满意。"),
                                form("reached", false),
                                form("reached", true, "rating", "DISSATISFIED", "dissatisfactionReason", "没有解决。")),
                        () -> List.of(
                                form("reached", false),
                                form("reached", null),
                                form("reached", null, "rating", null),
                                form("rating", null),
                                form("rating", "UNRATED"),
                                form("rating", "DISSATISFIED"),
                                form("dissatisfactionReason", "满意却有原因"))),
                new Stage(
                        "userTask_scoreCoHandlers",
                        "jinghe1",
                        () -> {
                            String number = dispatched("zijian", "ziran");
                            acts.opine("zijian1", number, "同意。");
                            acts.opine("ziran1", number, "同意。");
                            reply(number);
                            acts.visit("ysb2", number, Rating.SATISFIED);
                            return number;
                        },
                        () -> List.of(form("scores", List.of(score("zijian", 5), score("ziran", 3)))),
                        () -> List.of(
                                form("scores", null),
                                form("scores", List.of(score("zijian", 5), score("zijian", 3))),
                                form("scores", List.of(score("zijian", 5), score("jinghe", 3))),
                                form("scores", List.of(score("zijian", 5), score("shuiwu", 3))))),
                new Stage(
                        "userTask_decideSupervision",
                        "ysb1",
                        () -> {
                            String number = dissatisfiedTwice();
                            acts.supervise("ducha1", number);
                            return number;
                        },
                        () -> List.of(
                                form("decision", "SUPERVISE"), form("decision", "DECLINE", "reason", "已责成主办单位整改。")),
                        () -> List.of(form("decision", null), form("decision", "DECLINE"), form("reason", "督查却有理由"))),
                new Stage(
                        "userTask_recordSupervision",
                        "ducha1",
                        () -> {
                            String number = dissatisfiedTwice();
                            acts.supervise("ysb1", number);
                            acts.supervise("ducha1", number);
                            return number;
                        },
                        () -> List.of(form("findings", "窗口重复要求补件。", "cause", "口径不一。", "requirements", "三日内核发许可。")),
                        () -> List.of(form("findings", null), form("cause", null), form("requirements", null))),
                new Stage(
                        "userTask_judgeResponsibility",
                        "ysb1",
                        () -> {
                            String number = dissatisfiedThrice();
                            acts.judge("ducha1", number, "DILIGENT", "已尽责。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "NEGLIGENT", "reason", "未实质推进。"),
                                form("decision", "DILIGENT", "reason", "已尽责。")),
                        () -> List.of(form("reason", null), form("decision", "SUPERVISE"))),
                new Stage(
                        "userTask_sendReferral",
                        "ysb1",
                        this::negligent,
                        () -> List.of(form("note", "机要交换。")),
                        () -> List.of(form("note", null))),
                new Stage(
                        "userTask_recordConclusion",
                        "jijian1",
                        () -> {
                            String number = negligent();
                            acts.sendReferral("ysb1", number);
                            return number;
                        },
                        () -> List.of(form("receivedOn", day(now), "concludedOn", day(now))),
                        () -> List.of(
                                form("receivedOn", null),
                                form("concludedOn", null),
                                form("receivedOn", day(now.plusDays(1))),
                                form("concludedOn", day(now.plusDays(1))),
                                form("receivedOn", day(now.minusDays(1))),
                                form("concludedOn", day(now.minusDays(1))))),
                new Stage(
                        "userTask_confirmWithdrawal",
                        "ysb1",
                        () -> {
                            String number = dispatched("zijian");
                            acts.withdraw("ysb1", number, "企业已自行解决。");
                            return number;
                        },
                        () -> List.of(
                                form("decision", "CONFIRM", "calledAt", at(now), "callNote", "企业自愿撤回。"),
                                form(
                                        "decision",
                                        "REFUSE",
                                        "calledAt",
                                        at(now),
                                        "callNote",
                                        "企业未提出。",
                                        "reason",
                                        "非企业本意。")),
                        () -> List.of(
                                form("decision", "REFUSE"),
                                form("reason", "确认却有理由"),
                                form("callNote", null),
                                form("calledAt", null),
                                form("calledAt", at(now.plusHours(1))),
                                form("calledAt", at(now.minusDays(1))))),
                new Stage(
                        "userTask_confirmLeavingScope",
                        "ysb1",
                        () -> {
                            String number = dispatched("zijian");
                            acts.leaveScope("ysb1", number, "LITIGATION", "企业已起诉。");
                            return number;
                        },
                        () -> List.of(
                                form(
                                        "decision", "CONFIRM",
                                        "checkedAt", at(now),
                                        "checkNote", "法院已立案。",
                                        "ground", "LITIGATION",
                                        "reference", "（2026）陕7102行初12号"),
                                form(
                                        "decision", "CONFIRM",
                                        "checkedAt", at(now),
                                        "checkNote", "已告知企业。",
                                        "ground", "CIVIL_DISPUTE"),
                                form(
                                        "decision", "REFUSE",
                                        "checkedAt", at(now),
                                        "checkNote", "尚未立案。",
                                        "reason", "仍由本渠道办理。")),
                        () -> List.of(
                                form("reference", null),
                                form("ground", null),
                                form("ground", "NONE"),
                                form("ground", "CIVIL_DISPUTE"),
                                form("decision", "REFUSE"),
                                form("checkedAt", at(now.plusHours(1))),
                                form("checkedAt", at(now.minusDays(1))))),
                new Stage(
                        "userTask_phoneNotice",
                        "jinghe1",
                        () -> {
                            // no text message goes there, and it is urgent: at any hour
                            String number = registered("contactPhone", "029-88888888");
                            acts.triage(
                                    "ysb1",
                                    number,
                                    ComplaintClass.GENERAL,
                                    "jinghe",
                                    List.of(),
                                    Map.of("urgent", true, "reason", "企业急等结果。"));
                            reply(number);
                            deliver.run();
                            return number;
                        },
                        () -> List.of(form("callResult", "NOT_REACHED", "calledAt", at(now), "note", "无人接听。")),
                        () -> List.of(
                                form("calledAt", null),
                                form("calledAt", at(now.plusHours(1))),
                                form("calledAt", at(now.minusDays(30))),
                                form("callResult", "MAYBE"),
                                form("callResult", "TOLD"),
                                form("callResult", "TOLD", "callPerson", "王建国"),
                                form("callResult", "TOLD", "callPerson", "王建国", "toldNotices", List.of("1")),
                                form("toldNotices", List.of("1")))),
                new Stage(
                        "userTask_reportBack",
                        "ysb1",
                        () -> {
                            String number = registered("channel", "SUPERIOR", "orderNumber", "陕营商〔2026〕1号");
                            acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
                            reply(number);
                            acts.visit("ysb2", number, Rating.SATISFIED);
                            return number;
                        },
                        () -> List.of(form("reportedOn", day(now), "recipient", "省营商环境局", "summary", "已办结。")),
                        () -> List.of(
                                form("reportedOn", null),
                                form("recipient", null),
                                form("summary", null),
                                form("reportedOn", day(now.plusDays(1))),
                                form("reportedOn", day(now.minusDays(1))))),
                new Stage(
                        "userTask_reviewAppraisal",
                        "ysb1",
                        () -> acts.appraise("ysb1", 2025, "复核更正"),
                        () -> List.of(
                                form("decision", "CORRECT", "reason", "一件回复时间登记有误，已更正。"), form("decision", "PUBLISH")),
                        () -> List.of(form("reason", null), form("decision", "PUBLISH"), form("decision", "RETURN"))),
                new Stage(
                        "userTask_approveCalendar",
                        "ysbhead",
                        () -> {
                            int year = 2030 + serial++ % 60;
                            return acts.proposeCalendar("ysb1", year, calendar(year));
                        },
                        () -> List.of(
                                form("decision", "REJECT", "rejectionReason", "通知文号有误。"), form("decision", "APPROVE")),
                        () -> List.of(
                                form("rejectionReason", null),
                                form("decision", "APPROVE"),
                                form("decision", "CONFIRM"))),
                new Stage(
                        "userTask_approveRevision",
                        "ysbhead",
                        newRevision,
                        () -> List.of(form("decision", "RETURN", "returnReason", "请附试算结果。")),
                        () -> List.of(form("returnReason", null), form("decision", "CONFIRM"), form("decision", null))),
                new Stage(
                        "userTask_editTemplate",
                        "ysb1",
                        () -> acts.changeTemplate("ysb1", "DELAY"),
                        () -> List.of(
                                form("decision", "SUBMIT", "body", "延期告知书\n{{投诉编号}}延期。", "reason", "精简文字。"),
                                form("decision", "ABANDON")),
                        () -> List.of(
                                form("body", null),
                                form("body", "延期告知书\n{{投诉编码}}"),
                                form("body", "延期告知书\n{{#投诉编号}}"),
                                form("body", "{{投诉编号"),
                                form("reason", null),
                                form("decision", "APPROVE"))),
                new Stage(
                        "userTask_approveTemplate",
                        "ysbhead",
                        () -> {
                            String number = acts.changeTemplate("ysb1", "VISIT");
                            acts.submitTemplate("ysb1", number, "回访记录" + serial++ + "\n{{企业评价}}", "精简文字。");
                            return number;
                        },
                        () -> List.of(form("decision", "RETURN", "reason", "应写明回访时间。"), form("decision", "APPROVE")),
                        () -> List.of(form("reason", null), form("decision", "APPROVE"), form("decision", "CONFIRM"))),
                new Stage(
                        "userTask_endSubstitution",
                        "zijianhead",
                        () -> acts.arrangeSubstitute(
                                "zijianhead",
                                "zijian1",
                                "zijian2",
                                day(now.plusDays(10L * ++away)),
                                day(now.plusDays(10L * away + 9))),
                        () -> List.of(form()),
                        () -> List.of(form("reason", "不需要写"))),
                new Stage(
                        "userTask_submitLedger",
                        "hotline1",
                        () -> {
                            String number = awaitedLedger.get();
                            now(now);
                            return number;
                        },
                        () -> List.of(
                                form("decision", "PASTE", "ledgerText", LEDGER, "partial", false),
                                form("decision", "NONE", "note", "当月没有企业诉求。")),
                        () -> List.of(
                                form("decision", "NONE"),
                                form("ledgerText", null),
                                form("ledgerText", "一封信"),
                                form("ledgerText", LEDGER.replace("2026-02-03", "2026-02-30")),
                                form("note", "不应有的说明"))),
                new Stage(
                        "userTask_agreeJointItem",
                        "ysb1",
                        this::proposedJointly,
                        () -> List.of(
                                form(
                                        "decision",
                                        "AGREE",
                                        "leadUnit",
                                        "jinghe",
                                        "agreedOn",
                                        day(now.plusDays(20)),
                                        "units",
                                        List.of("jiaotong")),
                                form("decision", "DECLINE", "reason", "已列入年度计划。")),
                        () -> List.of(
                                form("decision", "DECLINE"),
                                form("leadUnit", "jijian"),
                                form("leadUnit", "jiaotong"),
                                form("agreedOn", day(now)),
                                form("agreedOn", day(now.plusDays(400))),
                                form("reason", "不应有的理由"))),
                new Stage(
                        "userTask_contributeJointItem",
                        "jiaotong1",
                        () -> {
                            String number = proposedJointly();
                            hotline.agreeJointItem(
                                    "ysb1", number, "jinghe", List.of("jiaotong"), day(now.plusDays(20)));
                            return number;
                        },
                        () -> List.of(form("opinion", "可增设路侧泊位。")),
                        () -> List.of(form("opinion", null))),
                new Stage(
                        "userTask_resolveJointItem",
                        "jinghe1",
                        () -> {
                            String number = proposedJointly();
                            hotline.agreeJointItem("ysb1", number, "jinghe", List.of(), day(now.plusDays(20)));
                            return number;
                        },
                        () -> List.of(
                                form("decision", "RESOLVED", "resultText", "已增设泊位。"),
                                form("decision", "UNRESOLVED", "resultText", "年内难以解决。")),
                        () -> List.of(form("resultText", null), form("decision", "AGREE"))),
                new Stage(
                        "userTask_confirmProblem",
                        "ysb1",
                        newProblem,
                        () -> List.of(
                                form(
                                        "decision",
                                        "CONFIRM",
                                        "title",
                                        "园区停车难",
                                        "keywords",
                                        "停车",
                                        "planUnit",
                                        "jinghe",
                                        "planDueOn",
                                        day(now.plusDays(20))),
                                form("decision", "DISCARD", "reason", "临时情况。")),
                        () -> List.of(
                                form("decision", "DISCARD"),
                                form("keywords", "停、车"),
                                form("keywords", "停车、".repeat(9) + "堵车、修路、用电、用水、排污、消防、税务、社保"),
                                form("planUnit", "jijian"),
                                form("planDueOn", day(now)),
                                form("reason", "不应有的理由"))),
                new Stage(
                        "userTask_planSolution",
                        "jinghe1",
                        this::confirmedProblem,
                        () -> List.of(
                                solution(),
                                form(
                                        solution(),
                                        "needsLongTerm",
                                        true,
                                        "longSolution",
                                        "新建停车楼。",
                                        "longUnit",
                                        "zijian",
                                        "longDueOn",
                                        day(now.plusDays(200)))),
                        () -> List.of(
                                form("needsLongTerm", true),
                                form("shortUnit", "ducha"),
                                form("shortDueOn", day(now)),
                                form("longSolution", "不应有的方案"),
                                form(
                                        "needsLongTerm",
                                        true,
                                        "longSolution",
                                        "新建停车楼。",
                                        "longUnit",
                                        "zijian",
                                        "longDueOn",
                                        day(now.plusDays(20))))),
                new Stage(
                        "userTask_approveSolution",
                        "ysb1",
                        () -> plannedProblem(false),
                        () -> List.of(
                                form("decision", "APPROVE"), form("decision", "RETURN", "returnReason", "未写明数量。")),
                        () -> List.of(form("decision", "RETURN"), form("returnReason", "不应有的理由"))),
                new Stage(
                        "userTask_carryOutShortTerm",
                        "jinghe1",
                        () -> plannedProblem(true),
                        () -> List.of(form("shortDoneText", "临时停车场已开放。")),
                        () -> List.of(form("shortDoneText", null))),
                new Stage(
                        "userTask_carryOutLongTerm",
                        "zijian1",
                        () -> plannedProblem(true),
                        () -> List.of(form("longDoneText", "停车楼已投用。")),
                        () -> List.of(form("longDoneText", null))));
    }

    /** A ledger of one row, as it is copied out of a spreadsheet. */
    private static final String LEDGER = "工单编号\t企业名称\t诉求标题\t受理时间\nGD-RUBBISH\t泾河材料公司\t园区停车难\t2026-02-03\n";

    /** The centre proposes what nobody proposed before. */
    private String proposedJointly() {
        return hotline.proposeJointItem("hotline1", jointItem(hotline, day(now.plusDays(20))));
    }

    /** The start form of a joint item as the centre would fill it in, and the row of a ledger that it names. */
    static Map<String, Object> jointItem(HotlineActs hotline, String agreedOn, Object... changes) {
        hotline.sendLedger("hotline1", "hotline", "台账.csv", LEDGER.getBytes(StandardCharsets.UTF_8));
        return form(
                form(
                        "title",
                        "园区停车难" + UUID.randomUUID(),
                        "workOrders",
                        "GD-RUBBISH",
                        "reason",
                        "多家企业反复反映。",
                        "leadUnit",
                        "jinghe",
                        "agreedOn",
                        agreedOn,
                        "units",
                        List.of("jiaotong")),
                changes);
    }

    private String confirmedProblem() {
        String code = newProblem.get();
        bank.confirm("ysb1", code, "园区停车难", "停车", "jinghe", day(now.plusDays(20)));
        return code;
    }

    private Map<String, Object> solution() {
        return form(
                "advice",
                "告知临时停车点。",
                "shortSolution",
                "开放临时停车场。",
                "shortUnit",
                "jinghe",
                "shortDueOn",
                day(now.plusDays(30)),
                "needsLongTerm",
                false);
    }

    private String plannedProblem(boolean approved) {
        String code = confirmedProblem();
        bank.plan(
                "jinghe1",
                code,
                "告知临时停车点。",
                "开放临时停车场。",
                "jinghe",
                day(now.plusDays(30)),
                Map.of("longSolution", "新建停车楼。", "longUnit", "zijian", "longDueOn", day(now.plusDays(200))));
        if (approved) {
            bank.approve("ysb1", code);
        }
        return code;
    }

    /** The start form as the office would fill it in; nobody filled in the same before. */
    static Map<String, Object> registration(String... changes) {
        Map<String, Object> form = form(
                "channel", "PHONE",
                "enterpriseName", "泾河新材料有限公司" + UUID.randomUUID(),
                "creditCode", "91350100M000100Y43",
                "newCity", "jinghe",
                "contactName", "王建国",
                "contactPhone", "13800138000",
                "title", "厂房规划许可迟迟未批",
                "content", "我公司厂房规划许可申请已三个月，请协调。",
                "demandType", "意见建议",
                "declaredGround", "NONE",
                "confidential", false);
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    static Map<String, Object> form(Object... pairs) {
        return form(new LinkedHashMap<>(), pairs);
    }

    static Map<String, Object> form(Map<String, Object> form, Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            form.put((String) pairs[i], pairs[i + 1]);
        }
        return form;
    }

    private static Map<String, Object> triage(String complaintClass, List<String> coHandlers) {
        return form(
                "complaintClass",
                complaintClass,
                "hostUnit",
                "jinghe",
                "coHandlerUnits",
                coHandlers,
                "eligibility",
                "REGISTERED",
                "exclusionGround",
                "NONE",
                "urgent",
                false);
    }

    private static Map<String, Object> score(String unit, Object score) {
        return form("unit", unit, "score", score);
    }

    private String registered(String... changes) {
        return acts.register("ysb1", registration(changes));
    }

    private String dispatched(String... coHandlers) {
        String number = registered();
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", coHandlers);
        return number;
    }

    /** A working day later than any general complaint of now is due. */
    private String aWorkingDay() {
        LocalDateTime day = now.plusDays(30);
        while (day.getDayOfWeek().getValue() != 3) {
            day = day.plusDays(1);
        }
        return day(day);
    }

    private String meetingCalled() {
        String number = coHandled();
        acts.callMeeting("jinghe1", number, minutes(now.plusDays(1)), "商定先后。");
        return number;
    }

    private String meetingAgreed() {
        String number = meetingCalled();
        acts.agreeToMeeting("zijian1", number);
        return number;
    }

    /** A complex case one working day before its fortnight ends. */
    private String fortnightEnding() {
        forget.run();
        String number = registered();
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", List.of(), Map.of("reason", "涉及多部门"));
        now(now.plusDays(14));
        return number;
    }

    private static String minutes(LocalDateTime time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MINUTES).toString();
    }

    private String responded() {
        String number = dispatched();
        acts.respond("jinghe1", number, now.toString(), day(now));
        return number;
    }

    /** Responded to, with a co-handler at work beside the host. */
    private String coHandled() {
        String number = dispatched("zijian");
        acts.respond("jinghe1", number, now.toString(), day(now));
        return number;
    }

    private String replied() {
        String number = dispatched();
        reply(number);
        return number;
    }

    private String dissatisfiedTwice() {
        String number = replied();
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        reply(number);
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        return number;
    }

    private String dissatisfiedThrice() {
        String number = dissatisfiedTwice();
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        acts.recordSupervision("ducha1", number, "属实。", "推诿。", "限期解决。");
        reply(number);
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        return number;
    }

    private String negligent() {
        String number = dissatisfiedThrice();
        acts.judge("ysb1", number, "NEGLIGENT", "未实质推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未实质推进。");
        return number;
    }

    private void reply(String number) {
        acts.respond("jinghe1", number, now.toString(), day(now));
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
    }

    private static String at(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES) + "+08:00";
    }

    private static String day(LocalDateTime time) {
        return time.toLocalDate().toString();
    }

    /** An arrangement of the New Area's office, as its head would fill it in. */
    static Map<String, Object> substitution(String fromDay, String untilDay) {
        return form(
                "awayPerson",
                "ysb1",
                "substitutePerson",
                "ysb2",
                "fromDay",
                fromDay,
                "untilDay",
                untilDay,
                "leaveKind",
                "TRIP");
    }

    /** The first version of a year that only has New Year's Day. */
    static String calendar(int year) {
        return """
                year: %1$d
                version: %1$d-1
                noticeNumber: 国办发明电〔%1$d〕1号
                holidays:
                  - {name: 元旦, from: %1$d-01-01, to: %1$d-01-01}
                """
                .formatted(year);
    }
}
