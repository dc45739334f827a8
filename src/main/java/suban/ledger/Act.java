package suban.ledger;

/** What can happen to a case, in the words of the regulation. */
public enum Act {
    REGISTERED("登记投诉"),
    ROUTE_DECIDED("判定受理路径"),
    ANSWERED_BY_UNIT("收到单位答复企业"),
    HANDED_OVER("提请营商办协调"),
    TAKEN_OVER("协调期满，营商办接办"),
    SCOPE_DECIDED("判定投诉范围"),
    REJECTED("不予受理"),
    ADMITTED("予以受理"),
    TRIAGED("研判分类"),
    ATTACHED("添加附件"),
    ATTACHMENT_REMOVED("移除附件"),
    SPLIT("拆分投诉"),
    SAME_MATTER_CONFIRMED("确认同一诉求"),
    SAME_MATTER_UNDONE("撤销同一诉求"),
    RELATED("关联相关投诉"),
    ANSWERED_IMMEDIATELY("即时答复"),
    BECAME_GENERAL("当日未办结，转为一般类"),
    DISPATCHED("下达交办"),
    RESPONDED("回应企业"),
    CONTACT_TRIED("尝试联系企业"),
    RESPONSE_OVERDUE("当日未回应"),
    ASSIGNED_INSIDE("交内部单位办理"),
    REDISPATCHED("改派主办单位"),
    OBJECTION_RAISED("提出异议"),
    OBJECTION_LATE("逾期或再次提出异议，仅作记录"),
    OBJECTION_UPHELD("裁定异议成立"),
    OBJECTION_REFUSED("裁定异议不成立"),
    ASSIGNMENT_CORRECTED("依职权调整办理单位"),
    CO_HANDLERS_ASKED("请求调整协办单位"),
    CO_HANDLERS_CHANGED("调整协办单位"),
    CO_HANDLERS_KEPT("协办单位维持不变"),
    MEETING_CALLED("提议召开专题会"),
    MEETING_AGREED("同意召开专题会"),
    MEETING_DECLINED("不同意召开专题会"),
    MEETING_NOT_HELD("未达成共识，专题会不召开"),
    MEETING_HELD("召开专题会"),
    COMMITTED("专题会承诺"),
    COMMITMENT_FULFILLED("履行专题会承诺"),
    DELAY_NOTICED("告知延期"),
    DELAY_GRANTED("批准新日期"),
    DELAY_NOT_GRANTED("不批准新日期"),
    LETTER_SENT("发出协调函"),
    LETTER_OVERDUE("协调函到期未复"),
    LETTER_ANSWERED("登记复函"),
    LETTER_UNANSWERED("协调函逾期未复，不再等待"),
    LETTER_DROPPED("不再等待复函"),
    LETTER_ENDED("协调函随办理结束"),
    FORTNIGHT_DECIDED("作出双周决定"),
    FORTNIGHT_UNDECIDED("双周届满未作决定"),
    PLAN_SIGNED_OFF("签批长期推进方案"),
    PLAN_RETURNED("退回长期推进方案"),
    RECLASSIFIED("一般类转为复杂类"),
    OPINION_GIVEN("提出协办意见"),
    CO_HANDLER_RELEASED("免除协办意见"),
    HANDLED("办理完毕，可以答复"),
    STEP_COMPLETED("完成步骤"),
    DUE_SOON("即将到期提醒"),
    OVERDUE("办理逾期"),
    ESCALATED("逾期上报"),
    REMINDED("催办"),
    URGED("催促办理"),
    OVERSEEN("督办"),
    REPLY_DRAFTED("拟定回复"),
    REPLY_CONFIRMED("确认解释说明"),
    REPLY_RETURNED("退回解释说明"),
    REPLIED("回复企业"),
    VISIT_TRIED("回访未联系上"),
    VISITED("回访评价"),
    CO_HANDLERS_SCORED("评价协办配合"),
    RETURNED("退回补办"),
    SUPERVISION_AWAITED("两次不满意，提请联合督查"),
    SUPERVISION_OPENED("启动联合督查"),
    SUPERVISION_ADVISED("提出是否督查的意见"),
    SUPERVISION_DECIDED("决定是否督查"),
    SUPERVISION_REMINDED("督查催办"),
    SUPERVISION_RECORDED("督查情况"),
    SUPERVISION_ORDERED("督查后再次交办，下达督办函"),
    ACCOUNTABILITY_OPENED("启动责任认定", true),
    RESPONSIBILITY_JUDGED("认定是否推进不力", true),
    ACCOUNTABILITY_REMINDED("责任认定催办", true),
    REFERRAL_PREPARED("整理问责材料", true),
    REFERRAL_SENT("移送纪检监察工委", true),
    REFERRAL_CONCLUDED("登记受理和办结日期", true),
    WITHDRAWAL_REQUESTED("提出撤回"),
    WITHDRAWAL_REFUSED("撤回未确认"),
    WITHDRAWN("撤回投诉"),
    LEAVING_REQUESTED("登记已进入其他程序"),
    LEAVING_REFUSED("不终止办理"),
    LEFT_SCOPE("不再属于受理范围，终止办理"),
    REPORT_BACK_DUE("应当报结"),
    REPORTED_BACK("报结"),
    REPORT_BACK_REMINDED("报结催办"),
    REOPENED("重新开启"),
    DEADLINE_RECOMPUTED("期限重新计算"),
    RULES_REVISED("规则修订，改按新规则办理"),
    ACCOUNTABILITY_RECOMPUTED("责任认定期限重新计算", true),
    HANDED_TO_SUBSTITUTE("请假代办，待办转交"),
    RETURNED_WHILE_AWAY("请假代办，待办交回单位"),
    ACCOUNTABILITY_PASSED_ON("请假代办，责任认定待办转交或退回", true),
    ACCOUNTABILITY_INTERVENED("管理员干预责任认定的步骤", true),
    INTERVENED("管理员干预"),
    SEALED("疑似涉密，封存"),
    SEALED_REMINDED("涉密封存催办"),
    SEALED_KEPT("移送保密部门，继续封存"),
    UNSEALED("确认不涉密，解除封存"),
    PURGED("清除涉密内容"),
    NOTICE_DELIVERED("通知送达企业"),
    NOTICE_CALL_TRIED("电话告知未接通"),
    ARCHIVED("归档，线上只留台账"),
    DESTROYED("档案销毁"),
    CLOSED("销号");

    private final String label;
    private final boolean discreet;

    Act(String label) {
        this(label, false);
    }

    Act(String label, boolean discreet) {
        this.label = label;
        this.discreet = discreet;
    }

    /** Whether it concerns the responsibility of the units and is kept from them (Article 15). */
    public boolean isDiscreet() {
        return discreet;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
