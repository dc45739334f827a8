package suban.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The kinds of documents, each with what its number is marked by and the words its template may use. */
public enum DocumentKind {
    /** To the host (Articles 4, 8, 9, 14). */
    ASSIGNMENT(
            "交办单",
            "交办",
            true,
            Placeholder.text("交办时间", "下达交办的时间", "2026年2月12日 10:00"),
            Placeholder.text("回应期限", "当日回应企业的期限", "2026年2月12日 18:00"),
            Placeholder.text("办理期限", "答复企业的期限", "2026年2月26日 18:00"),
            Placeholder.text("时限说明", "办理时限及起算", "自受理之日起5个工作日"),
            Placeholder.text("不满意原因", "补办时企业不满意的原因，可为空", "问题没有真正解决"),
            Placeholder.flag("紧急", "紧急的才出现", false),
            Placeholder.flag("补办", "第二次及以后交办的才出现", true),
            Placeholder.flag("首次主办", "补办时以前没有办理过该投诉的单位才出现", false),
            Placeholder.flag("督查后", "联合督查后交办的才出现", false),
            Placeholder.flag("改派", "调整主办单位后交办的才出现", false),
            Placeholder.flag("期限暂定", "期限涉及未批准年度的才出现", false)),
    /** To each co-handler (Articles 4, 7, 9). */
    TRANSFER(
            "转办单",
            "转办",
            true,
            Placeholder.text("转办时间", "转办的时间", "2026年2月12日 10:00"),
            Placeholder.text("协办意见期限", "提出协办意见的期限", "2026年2月25日 18:00"),
            Placeholder.text("办理期限", "主办单位答复企业的期限", "2026年2月26日 18:00"),
            Placeholder.flag("紧急", "紧急的才出现", false),
            Placeholder.flag("增加协办", "办理中增加或更换协办单位的才出现", false)),
    /** To the host, before the third dispatch (Article 15). */
    SUPERVISION(
            "督办函",
            "督办",
            false,
            Placeholder.text("督查发现", "督查发现的情况", "窗口重复要求补充材料。"),
            Placeholder.text("未解决原因", "未解决的原因", "两个窗口口径不一。"),
            Placeholder.text("督办要求", "督办要求", "三日内核发许可。"),
            Placeholder.text("督查记录时间", "督查情况记录的时间", "2026年3月5日 10:00")),
    /** To whom a case waits for, by the office that oversees it (Article 4). */
    OVERSIGHT(
            "督办通知单",
            "督通",
            false,
            Placeholder.text("督办要求", "督办要求", "请明确牵头科室，3日内核发许可。"),
            Placeholder.text("报告日期", "报告落实情况的日期", "2026年2月20日"),
            Placeholder.text("办理期限", "答复企业的期限，可为空", "2026年2月26日 18:00"),
            Placeholder.flag("已逾期", "办理期限已过的才出现", false)),
    /** To the enterprise (Article 11). */
    DELAY(
            "延期告知书",
            "延告",
            false,
            Placeholder.text("原办理期限", "原来告知的期限", "2026年2月26日 18:00"),
            Placeholder.text("预计办结日期", "预计办结的日期", "2026年3月10日"),
            Placeholder.text("延期原因", "无法按时完成的原因；长期推进的为其方案", "须待专家评审会后核发。"),
            Placeholder.flag("批准新日期", "营商办批准新日期的才出现", false),
            Placeholder.flag("长期推进", "转为长期推进的才出现，预计办结日期为下一阶段目标时间", false)),
    /** To the enterprise (Article 9). */
    REPLY(
            "回复函",
            "复函",
            false,
            Placeholder.text("受理日期", "投诉受理的日期", "2026年2月12日"),
            Placeholder.text("办理结果", "办理结果", "已解决"),
            Placeholder.text("答复内容", "答复企业的内容", "规划许可已于2月25日核发。"),
            Placeholder.text("政策依据", "政策法规依据，可为空", "《优化营商环境条例》第四十条")),
    /** Kept by the office (Articles 4, 14). */
    VISIT(
            "回访记录",
            "回访",
            false,
            Placeholder.text("回访时间", "回访的时间", "2026年2月27日 10:00"),
            Placeholder.text("回访人", "回访的人", "李敏"),
            Placeholder.text("回访结果", "联系上企业，或三次未联系上", "已联系上企业"),
            Placeholder.text("企业评价", "企业的评价", "不满意"),
            Placeholder.text("不满意原因", "不满意的原因，可为空", "答复过于笼统"),
            Placeholder.text("办理评价", "营商办对办理情况的评价，可为空", "一般"),
            Placeholder.text("回访备注", "备注，可为空", "企业希望上门办理"),
            Placeholder.text("后续处理", "销号、退回补办等", "退回原办理单位补办"),
            Placeholder.list("未联系上", "此前未联系上的各次", List.of(Map.of("时间", "2026年2月26日 09:30")), "时间")),
    /** To a body outside the district's authority. */
    COORDINATION(
            "协调函",
            "协函",
            false,
            Placeholder.text("协调事项", "需要协调的事项", "请协助核实用地红线坐标。"),
            Placeholder.text("复函日期", "请对方复函的日期", "2026年2月20日")),
    /** To 纪检监察工委 (Article 15). */
    ACCOUNTABILITY(
            "责任倒查材料",
            "责查",
            false,
            Placeholder.text("不满意次数", "同一诉求被评为不满意的次数", "3"),
            Placeholder.flag("督查过", "同一诉求经过联合督查的才出现", true),
            Placeholder.list(
                    "章节",
                    "材料的各部分",
                    List.of(
                            Map.of("标题", "一、投诉基本情况", "内容", "标题：厂房规划许可迟迟未批\n企业：泾河新材料有限公司"),
                            Map.of("标题", "二、办理和评价", "内容", "第1次办理：不满意")),
                    "标题",
                    "内容")),
    /** To all units, of a month and of no complaint (Articles 4, 16, 17). */
    BULLETIN(
            "月度通报",
            "通报",
            false,
            Placeholder.text("统计月份", "通报的月份", "2026年2月"),
            Placeholder.text("通报范围", "全区，或某新城", "全区"),
            Placeholder.text("收到件数", "该月收到的投诉", "36"),
            Placeholder.text("销号件数", "该月销号的投诉", "31"),
            Placeholder.text("当日回应率", "当日回应率", "97.2%"),
            Placeholder.text("按时办结率", "按时办结率，与考核同一口径", "93.8%"),
            Placeholder.text("按批准期限的按时办结率", "按批准的新期限计算", "96.9%"),
            Placeholder.text("好评率", "好评率，与考核同一口径", "95.0%"),
            Placeholder.text("补办率", "首次答复后退回补办的比例", "6.3%"),
            Placeholder.text("在办件数", "编制时在办的投诉", "12"),
            Placeholder.text("超期件数", "编制时超期的投诉", "1"),
            Placeholder.text("截至时间", "编制的时间", "2026年3月2日 09:30"),
            Placeholder.text("反映较多", "企业反映较多的事项，可为空", "请求综合协调14件、申请政策扶持9件"),
            Placeholder.flag("重新编制", "重新编制的才出现", false),
            Placeholder.text("版次", "第几版", "2"),
            Placeholder.text("重编原因", "重新编制的原因，可为空", "补录两件投诉"),
            Placeholder.list(
                    "单位",
                    "各单位",
                    List.of(Map.of(
                            "名称", "泾河新城", "单位当日回应率", "100.0%", "单位按时办结率", "90.0%", "单位好评率", "100.0%", "单位补办率", "0.0%",
                            "单位超期", "1")),
                    "名称",
                    "单位当日回应率",
                    "单位按时办结率",
                    "单位好评率",
                    "单位补办率",
                    "单位超期"));

    private static final List<Placeholder> EVERY = List.of(
            Placeholder.text("文号", "本文书的编号", "西咸营商交办〔2026〕12号"),
            Placeholder.text("发文单位", "发文的单位", "新区营商办"),
            Placeholder.text("发文日期", "发文的日期", "2026年2月12日"),
            Placeholder.text("主送单位", "收文的单位或企业", "泾河新城"));

    private static final List<Placeholder> COMMON = List.of(
            Placeholder.text("投诉编号", "投诉的编号", "XX20260212-0001"),
            Placeholder.text("投诉标题", "投诉的标题", "厂房规划许可迟迟未批"),
            Placeholder.text("企业名称", "投诉企业；要求保密的，对不知情的单位隐去", "泾河新材料有限公司"),
            Placeholder.text("所属新城", "企业所属新城", "泾河新城"),
            Placeholder.text("诉求类型", "诉求的类型", "请求综合协调"),
            Placeholder.text("投诉来源", "收到渠道", "电话"),
            Placeholder.text("上级文号", "上级交办的文号，可为空", ""),
            Placeholder.text("投诉分类", "即时办结、一般、复杂", "一般"),
            Placeholder.text("主办单位", "主办单位", "泾河新城"),
            Placeholder.text("协办单位名单", "协办单位，以顿号分开，可为空", "住房和城乡建设局、自然资源和规划局"),
            Placeholder.list("协办单位", "各协办单位", List.of(Map.of("名称", "住房和城乡建设局"), Map.of("名称", "自然资源和规划局")), "名称"),
            Placeholder.text("办理次数", "第几次办理，如2", "2"),
            Placeholder.text("负责协调的营商办", "负责协调该投诉的营商办", "新区营商办"),
            Placeholder.flag("营商办签发", "由负责协调的营商办签发的才出现", false),
            Placeholder.flag("企业要求保密", "企业要求保密的才出现", false));

    private static final List<Placeholder> CONTENT = List.of(
            Placeholder.text("投诉内容", "企业反映的内容", "我公司厂房规划许可申请已三个月，请协调。"),
            Placeholder.text("联系人", "企业联系人", "王建国"),
            Placeholder.text("联系电话", "企业联系电话", "13800138000"));

    private final String label;
    private final String mark;
    private final boolean content;
    private final List<Placeholder> own;

    DocumentKind(String label, String mark, boolean content, Placeholder... own) {
        this.label = label;
        this.mark = mark;
        this.content = content;
        this.own = List.of(own);
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** What stands in its number between the office's own word and the year. */
    public String mark() {
        return mark;
    }

    /** Whether it carries what the enterprise wrote. */
    boolean carriesContent() {
        return content;
    }

    /** The words its template may use. */
    public List<Placeholder> placeholders() {
        List<Placeholder> all = new ArrayList<>(EVERY);
        if (this != BULLETIN) {
            all.addAll(COMMON);
        }
        if (content) {
            all.addAll(CONTENT);
        }
        all.addAll(own);
        return List.copyOf(all);
    }
}
