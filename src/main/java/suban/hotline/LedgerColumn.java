package suban.hotline;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * The columns of a 12345 ledger, under the names that centres give them. Of several columns that would do, the one whose name
 * stands first here is meant.
 */
enum LedgerColumn {
    WORK_ORDER("工单编号", 60, "工单编号", "工单号", "工单流水号", "流水号", "受理编号", "受理单号", "诉求编号", "业务编号", "单号", "编号"),
    ENTERPRISE(
            "企业名称", 200, "企业名称", "诉求企业", "市场主体名称", "市场主体", "诉求主体", "单位名称", "诉求单位", "公司名称", "企业", "诉求人名称", "诉求人", "名称"),
    CONTACT("联系人", 50, "联系人", "联系人姓名", "诉求人姓名", "来电人", "来电人姓名", "姓名", "诉求人"),
    PHONE("联系电话", 40, "联系电话", "联系方式", "来电号码", "来电电话", "主叫号码", "手机号码", "手机号", "电话"),
    TITLE("诉求标题", 200, "诉求标题", "工单标题", "事项标题", "诉求主题", "标题", "主题"),
    CONTENT("诉求内容", 5000, "诉求内容", "工单内容", "反映内容", "反映问题", "问题描述", "诉求描述", "主要内容", "具体内容", "内容"),
    CATEGORY("诉求类型", 60, "诉求类型", "诉求类别", "诉求分类", "工单类型", "工单分类", "问题类型", "事项分类", "分类", "类别", "类型"),
    AREA("所属区域", 60, "所属区域", "所属新城", "所属辖区", "所属区县", "事发区域", "属地", "区域", "新城"),
    UNIT("承办单位", 200, "承办单位", "责任单位", "主办单位", "办理单位", "处理单位", "处置单位", "承办部门", "责任部门"),
    RECEIVED("受理时间", 40, "受理时间", "受理日期", "来电时间", "来电日期", "登记时间", "登记日期", "诉求时间", "反映时间", "创建时间", "工单生成时间"),
    FINISHED("办结时间", 40, "办结时间", "办结日期", "办理完成时间", "完成时间", "完成日期", "结案时间"),
    RESULT("办理结果", 4000, "办理结果", "处理结果", "处置结果", "办理情况", "处理情况", "办理意见", "答复内容", "回复内容"),
    STATUS("办理状态", 40, "办理状态", "工单状态", "当前状态", "是否办结", "状态"),
    SATISFACTION("满意度", 40, "满意度", "满意度评价", "是否满意", "满意情况", "评价结果", "回访满意度", "回访结果");

    private final String label;
    private final int longest;
    private final List<String> names;

    LedgerColumn(String label, int longest, String... names) {
        this.label = label;
        this.longest = longest;
        this.names = List.of(names);
    }

    /** What a report calls the column, whatever the ledger calls it. */
    String label() {
        return label;
    }

    /** The most a cell may hold, in characters. */
    int longest() {
        return longest;
    }

    /** How well a heading names this column: 0 best, -1 not at all. */
    int rank(String heading) {
        return names.indexOf(heading);
    }

    /** A heading without what is only there for the eye: blanks, asterisks, remarks in brackets; letters as one kind. */
    static String heading(String cell) {
        String plain = Normalizer.normalize(cell, Normalizer.Form.NFKC)
                .replaceAll("[\\s*:：/、_\\-]", "")
                .toLowerCase(Locale.ROOT);
        String bare = plain.replaceAll("[(\\[【〔].*?[)\\]】〕]", "");
        return bare.isEmpty() ? plain.replaceAll("[(\\[【〔)\\]】〕]", "") : bare;
    }
}
