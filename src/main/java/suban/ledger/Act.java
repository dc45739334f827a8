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
    OPINION_GIVEN("提出协办意见"),
    CO_HANDLER_RELEASED("免除协办意见"),
    HANDLED("办理完毕，可以答复"),
    DUE_SOON("即将到期提醒"),
    OVERDUE("办理逾期"),
    ESCALATED("逾期上报"),
    REMINDED("催办"),
    REPLY_DRAFTED("拟定回复"),
    REPLY_CONFIRMED("确认解释说明"),
    REPLY_RETURNED("退回解释说明"),
    REPLIED("回复企业"),
    VISIT_TRIED("回访未联系上"),
    VISITED("回访评价"),
    CO_HANDLERS_SCORED("评价协办配合"),
    RETURNED("退回补办"),
    SUPERVISION_AWAITED("两次不满意，提请联合督查"),
    INTERVENED("管理员干预"),
    SEALED("疑似涉密，封存"),
    SEALED_KEPT("移送保密部门，继续封存"),
    UNSEALED("确认不涉密，解除封存"),
    PURGED("清除涉密内容"),
    CLOSED("销号");

    private final String label;

    Act(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
