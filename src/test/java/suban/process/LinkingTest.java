package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Actor;
import suban.Conflict;
import suban.intake.LinkService;
import suban.intake.UnitViewers;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.SimilarComplaints;
import suban.ledger.SimilarComplaints.Likely;
import suban.ledger.SimilarComplaints.Question;

@DisplayName("同一诉求与相近投诉")
class LinkingTest extends SubanTest {

    private static final String TITLE = "厂区门口道路积水无人处理";
    private static final String CONTENT = "我公司厂区门口市政道路下雨后长期积水，货车无法进出，多次反映无人处理，请协调排水。";

    @Autowired
    SimilarComplaints similar;

    @Autowired
    UnitViewers viewers;

    @Autowired
    LinkService links;

    private String filed(String officer, String enterprise, String title, String content) {
        return filed(officer, enterprise, title, content, Map.of());
    }

    private String filed(String officer, String enterprise, String title, String content, Map<String, Object> further) {
        Map<String, Object> form = general();
        form.put("enterpriseName", enterprise);
        form.put("title", title);
        form.put("content", content);
        form.putAll(further);
        return acts.register(officer, form);
    }

    private Map<String, Object> triageForm(String officer, String number) {
        return processes.as(
                officer,
                () -> forms.getTaskFormVariables(task(number, "userTask_triage").getId()));
    }

    /** The numbers a dynamic list of the triage form offers, as JSON text. */
    private String offered(String officer, String number, String options) {
        return triageForm(officer, number).get(options).toString();
    }

    private void triaged(String number, Map<String, Object> further) {
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), further);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：研判时列出同一企业和其他企业相近的投诉，写明编号、日期、状态、主办单位和相近之处")
    void shownAtTriage() {
        today("2026-03-02T10:00");
        String earlier = filed("ysb1", "积水样本甲有限公司", "园区充电桩报装进展缓慢", "我公司园区充电桩报装申请提交后供电部门一直没有答复，车辆无法充电，请协调报装。");
        triaged(earlier, Map.of());
        String others = filed("ysb1", "积水样本乙有限公司", "园区充电桩报装缓慢", "园区充电桩报装申请提交后供电部门没有答复，车辆无法充电，请协调。");
        String far = filed("ysb1", "积水样本丙有限公司", "高层次人才补贴未到账", "去年申报的人才补贴至今没有到账，请核实。");
        String unlike = filed("ysb1", "积水样本甲有限公司", "增值税留抵退税办理缓慢", "留抵退税申请后税务窗口一直没有结果。");

        String number = filed("ysb1", "积水样本甲有限公司", "园区充电桩报装仍无进展", "园区充电桩报装申请供电部门仍然没有答复，车辆还是无法充电，请尽快协调报装。");
        String text = triageForm("ysb1", number).get("similarText").toString();
        assertThat(text.lines().findFirst().orElseThrow())
                .startsWith(earlier)
                .contains("2026年3月2日", "办理中", "园区充电桩报装进展缓慢", "主办泾河新城", "同一企业", "标题相近", "内容相近");
        assertThat(text.lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith(others).contains("尚未交办").doesNotContain("同一企业"))
                .anySatisfy(line -> assertThat(line).startsWith(unlike).contains("（同一企业）"))
                .noneSatisfy(line -> assertThat(line).contains(far))
                .noneSatisfy(line -> assertThat(line).contains(number));
        assertThat(offered("ysb1", number, "sameMatterOptions"))
                .contains(earlier, unlike)
                .doesNotContain(others, number);
        assertThat(offered("ysb1", number, "relatedOptions")).contains(earlier, others);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：没有相近投诉的，研判表单写明未发现")
    void nothingAlike() {
        today("2026-03-02T10:00");
        String number = filed("ysb1", "独一无二样本有限公司", "罕见蘑菇培育基地灯塔航标争议", "蘑菇与灯塔互不相干的一段描述，绝无仅有。");
        assertThat(triageForm("ysb1", number)).containsEntry("similarText", "未发现相近的投诉");
        assertThat(offered("ysb1", number, "sameMatterOptions")).isEqualTo("[]");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：同一企业的投诉经人确认为同一诉求的，不满意次数合并计算，各自编号、办理、答复、回访")
    void theSameMatter() {
        today("2026-03-02T10:00");
        String earlier = filed("ysb1", "同一诉求样本有限公司", TITLE, CONTENT);
        triaged(earlier, Map.of());
        handled(earlier, "2026-03-02T10:00");
        acts.visit("ysb2", earlier, Rating.DISSATISFIED);
        assertThat(ledger.badRatings(complaint(earlier).matterId())).isEqualTo(1);

        String number = filed("ysb1", "同一诉求样本有限公司", TITLE + "，再次反映", CONTENT);
        assertThat(complaint(number).matterId()).isNotEqualTo(complaint(earlier).matterId());
        triaged(number, Map.of("sameMatterAs", earlier));
        assertThat(complaint(number).matterId()).isEqualTo(complaint(earlier).matterId());
        assertThat(times(Act.SAME_MATTER_CONFIRMED, number)).isEqualTo(1);
        assertThat(times(Act.SAME_MATTER_CONFIRMED, earlier)).isEqualTo(1);

        // linked, not merged: a number, a host, a reply and a visit of its own
        handled(number, "2026-03-02T10:00");
        assertThat(told(number, 1, "replied")).containsExactly("ENTERPRISE");
        acts.visit("ysb2", number, Rating.VERY_DISSATISFIED);
        assertThat(ledger.badRatings(complaint(number).matterId())).isEqualTo(2);
        assertThat(attempt(earlier, 2).host()).isEqualTo("jinghe");
        assertIntact(number);
        assertIntact(earlier);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：其他企业的投诉只能作为相关投诉关联，不满意次数不合并")
    void othersNeverAddUp() {
        today("2026-03-02T10:00");
        String others = filed("ysb1", "关联样本甲有限公司", TITLE, CONTENT);
        String number = filed("ysb1", "关联样本乙有限公司", TITLE, CONTENT);
        assertRefused("sameMatterAs", () -> triaged(number, Map.of("sameMatterAs", others)));
        assertRefused("relatedTo", () -> triaged(number, Map.of("relatedTo", List.of(number))));
        assertRefused("relatedTo", () -> triaged(number, Map.of("relatedTo", List.of("XX20260302-9999"))));
        assertThat(openTasks(number)).containsExactly("userTask_triage");

        triaged(number, Map.of("relatedTo", List.of(others)));
        assertThat(complaint(number).matterId()).isNotEqualTo(complaint(others).matterId());
        assertThat(times(Act.RELATED, number)).isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from complaint_link where complaint_id = ? and related_id = ? and kind = 'RELATED'",
                        Integer.class,
                        complaint(number).id(),
                        complaint(others).id()))
                .isEqualTo(1);
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(ledger.badRatings(complaint(others).matterId())).isZero();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：营商办发起撤销同一诉求，写明理由，两件都有记录；另有投诉确认与它同一诉求的先撤销那件；没有确认过的不能撤销")
    void undoneByTheOffice() {
        today("2026-03-02T10:00");
        String first = filed("ysb1", "措施撤销样本有限公司", TITLE, CONTENT);
        String second = filed("ysb1", "措施撤销样本有限公司", TITLE, CONTENT + "第二次");
        String third = filed("ysb1", "措施撤销样本有限公司", TITLE, CONTENT + "第三次");
        triaged(second, Map.of("sameMatterAs", first));
        triaged(third, Map.of("sameMatterAs", second));
        assertRefused("number", () -> acts.unlink("ysb1", first, "前一件。"));
        assertRefused("number", () -> acts.unlink("ysb1", second, "第三件还连着。"));
        assertRefused("number", () -> acts.unlink("jingheysb1", third, "别的营商办。"));
        assertRefused("reason", () -> acts.unlink("ysb1", third, null));
        acts.unlink("ysb1", third, "经核实为不同路段。");
        assertThat(complaint(third).matterId()).isNotEqualTo(complaint(second).matterId());
        assertThat(times(Act.SAME_MATTER_UNDONE, third)).isEqualTo(1);
        assertThat(times(Act.SAME_MATTER_UNDONE, second)).isEqualTo(1);
        assertThat(times(Act.SAME_MATTER_UNDONE, first)).isZero();
        assertRefused("number", () -> acts.unlink("ysb1", third, "再次。"));
        acts.unlink("ysb1", second, "也是不同路段。");
        assertThat(times(Act.SAME_MATTER_UNDONE, first)).isEqualTo(1);
        assertIntact(first);
        assertIntact(second);
        assertIntact(third);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：已按同一诉求启动联合督查的，不能撤销")
    void notOnceItCounted() {
        today("2026-03-02T10:00");
        String first = filed("ysb1", "督查样本有限公司", TITLE, CONTENT);
        triaged(first, Map.of());
        handled(first, "2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        String second = filed("ysb1", "督查样本有限公司", TITLE, CONTENT + "第二次");
        triaged(second, Map.of("sameMatterAs", first));
        handled(second, "2026-03-02T10:00");
        acts.visit("ysb2", second, Rating.DISSATISFIED); // the second one on the matter
        assertThat(openTasks(second)).contains("userTask_decideSupervision");
        assertRefused("number", () -> acts.unlink("ysb1", second, "为时已晚。"));
        assertThat(complaint(second).matterId()).isEqualTo(complaint(first).matterId());
        assertThat(times(Act.SAME_MATTER_UNDONE, second)).isZero();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：确认有误的可以撤销，该件恢复为单独的诉求")
    void undone() {
        today("2026-03-02T10:00");
        String earlier = filed("ysb1", "撤销样本有限公司", TITLE, CONTENT);
        String number = filed("ysb1", "撤销样本有限公司", TITLE, CONTENT + "第二次");
        Actor officer = new Actor("ysb1", "ysb");
        assertThatThrownBy(() -> links.undoSameMatter(number, "无", officer)).isInstanceOf(Conflict.class);
        triaged(number, Map.of("sameMatterAs", earlier));
        links.undoSameMatter(number, "经核实为不同路段。", officer);
        assertThat(complaint(number).matterId()).isNotEqualTo(complaint(earlier).matterId());
        assertThat(acts(number)).contains(Act.SAME_MATTER_CONFIRMED, Act.SAME_MATTER_UNDONE);
        assertThatThrownBy(() -> links.undoSameMatter(number, "无", officer)).isInstanceOf(Conflict.class);
        assertIntact(number);
    }

    @Test
    @Tag("article-17")
    @DisplayName("第十七条：新城营商办只看得到本新城的相近投诉；被投诉的单位看不到投诉自己的")
    void onlyWhatTheOfficeMaySee() {
        today("2026-03-02T10:00");
        String elsewhere = filed("ysb1", "可见样本甲有限公司", TITLE, CONTENT, Map.of("newCity", "fengdong"));
        String here = filed("ysb1", "可见样本甲有限公司", TITLE, CONTENT);
        String accusing = filed("ysb1", "可见样本乙有限公司", TITLE, CONTENT);
        triaged(accusing, Map.of("accusedUnit", "jingheysb", "hostUnit", "zijian", "reason", "被投诉的是新城营商办，另定主办单位"));

        String number = filed("jingheysb1", "可见样本甲有限公司", TITLE, CONTENT + "新");
        assertThat(triageForm("jingheysb1", number).get("similarText").toString())
                .contains(here)
                .doesNotContain(elsewhere, accusing);
        assertThat(offered("jingheysb1", number, "sameMatterOptions"))
                .contains(here)
                .doesNotContain(elsewhere);
        String atTheNewArea = filed("ysb1", "可见样本甲有限公司", TITLE, CONTENT + "又");
        assertThat(offered("ysb1", atTheNewArea, "sameMatterOptions")).contains(here, elsewhere, number);
    }

    @Test
    @DisplayName("要求保密的企业：不知其名的单位问不出是不是它的投诉")
    void confidentialNamesAreNotComparedForStrangers() {
        today("2026-03-02T10:00");
        String number = filed("ysb1", "保密样本有限公司", TITLE, CONTENT, Map.of("confidential", true));
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "shengtai");
        Question question = new Question(null, "保密样本有限公司", null, TITLE, null, null);
        assertThat(likely(question, "shengtai", number).sameEnterprise()).isFalse();
        assertThat(likely(question, "ysb", number).sameEnterprise()).isTrue();
        assertThat(likely(question, "ysb", number).why()).isEqualTo("同一企业、标题相近");
    }

    private Likely likely(Question question, String unit, String number) {
        return similar.to(question, viewers.of(Set.of(unit))).stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("同一企业的认定：信用代码一致，或名称一致（括号全半角不论）；代码不同的同名企业不是同一企业")
    void whoIsTheSameEnterprise() {
        today("2026-03-02T10:00");
        String code = "91350100M000100Y43";
        String named = filed("ysb1", "认定（西安）样本有限公司", TITLE, CONTENT, Map.of("creditCode", code));
        Question byBrackets = new Question(null, "认定(西安)样本有限公司", null, "毫不相干", null, null);
        assertThat(likely(byBrackets, "ysb", named).sameEnterprise()).isTrue();
        Question byCode = new Question(null, "改名后的样本有限公司", code, "毫不相干", null, null);
        assertThat(likely(byCode, "ysb", named).why()).isEqualTo("同一企业");
        Question otherCode = new Question(null, "认定（西安）样本有限公司", "91610000MA6TG3BE0X", TITLE, null, null);
        assertThat(likely(otherCode, "ysb", named).sameEnterprise()).isFalse();
    }

    @Test
    @DisplayName("其他企业的只比最近2000件，本企业的不论多久：台账再大，查找也不变慢")
    void theComparisonIsBounded() {
        today("2026-03-02T10:00");
        String title = "排污许可证变更久拖未决";
        String content = "我公司排污许可证变更材料交齐已两月，审批窗口仍未受理，影响投产。";
        String recent = filed("ysb1", "大量样本之外有限公司", title, content);
        String beyond = filed("ysb1", "大量样本以前有限公司", title, content);
        String own = filed("ysb1", "大量样本有限公司", title, content);
        String number = filed("ysb1", "大量样本有限公司", title + "，请催办", content + "请催办。");
        jdbc.update(
                "update complaint set registered_at = registered_at - interval '40' day where number in (?, ?)",
                beyond,
                own);
        jdbc.batchUpdate(
                """
                insert into complaint (number, matter_id, channel, content_hash, status, enterprise_name, new_city, title,
                  demand_type, declared_ground, confidential, urgent, coordinating_unit, registered_at, accepted_at,
                  triage_due_at, provisional, head_seq, head_hash)
                select ?, matter_id, channel, content_hash, 'CLOSED', ?, new_city, ?, demand_type, declared_ground, false, false,
                  coordinating_unit, registered_at - interval '30' day, accepted_at, triage_due_at, false, 0, head_hash
                from complaint where number = ?""",
                java.util.stream.IntStream.range(0, 2000)
                        .mapToObj(i -> new Object[] {"XX19990101-%05d".formatted(i), "大量样本企业" + i, "道路积水" + i, number})
                        .toList());
        try {
            Question question = Question.of(complaint(number), ledger.content(complaint(number)));
            assertThat(similar.to(question, viewers.of(Set.of("ysb"))))
                    .extracting(Likely::number)
                    .contains(own, recent)
                    .doesNotContain(beyond);
        } finally {
            jdbc.update("delete from complaint where number like 'XX1999%'");
        }
    }
}
