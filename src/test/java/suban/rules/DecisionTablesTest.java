package suban.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every rule of the decision tables to the regulation. The rule that fired is pinned beside the result, because a
 * wrong rule may give the right result by accident.
 */
class DecisionTablesTest {

    private static final List<String> FIRED = new ArrayList<>();
    private static final DmnEngine ENGINE = engine();

    /** What the regulation expects of a table for one set of inputs, and by which rule. */
    record Pin(String table, Map<String, Object> inputs, Map<String, Object> expected, String rule) {
        @Override
        public String toString() {
            return inputs + " -> " + expected + " by " + rule;
        }
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-6")
    @Tag("article-7")
    void theOfficeAcceptsWhatReachesItDirectly(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> theOfficeAcceptsWhatReachesItDirectly() {
        return Stream.of(
                route("ONSITE", "OFFICE", "rule_onsite"),
                route("PHONE", "OFFICE", "rule_phoneAndMail"),
                route("MAIL", "OFFICE", "rule_phoneAndMail"),
                route("EMAIL", "OFFICE", "rule_phoneAndMail"),
                route("HAOCHAPING", "OFFICE", "rule_platforms"),
                route("ZHENGQITONG", "OFFICE", "rule_platforms"),
                route("PORTAL", "OFFICE", "rule_platforms"),
                route("LIAISON", "OFFICE", "rule_liaison"),
                route("OBSERVER", "OFFICE", "rule_liaison"),
                route("SUPERIOR", "OFFICE", "rule_superior"),
                route("DEPARTMENT", "OFFICE", "rule_department"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-7")
    void aUnitThatCollectedTheComplaintCoordinatesFirst(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> aUnitThatCollectedTheComplaintCoordinatesFirst() {
        return Stream.of(
                route("CAMPAIGN", "COORDINATE_FIRST", "rule_campaign"), route("UNIT", "COORDINATE_FIRST", "rule_unit"));
    }

    @Test
    @Tag("article-7")
    void theHotlineHasNoRouteBecauseItsComplaintsComeByLedger() {
        assertThat(evaluate("acceptanceRoute", Map.of("channel", "HOTLINE"))).isEmpty();
        assertThat(FIRED).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-3")
    void whatIntakeDeclaredIsTakenAtItsWord(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> whatIntakeDeclaredIsTakenAtItsWord() {
        return Stream.of(
                declared("LITIGATION", "rule_litigationDeclared"),
                declared("ARBITRATION", "rule_arbitrationDeclared"),
                declared("DISCIPLINE", "rule_disciplineDeclared"),
                declared("ADMIN_REVIEW", "rule_adminReviewDeclared"),
                declared("DISCLOSURE", "rule_disclosureDeclared"),
                declared("PETITION", "rule_petitionDeclared"),
                declared("STATE_SECRET", "rule_stateSecretDeclared"),
                declared("TRADE_SECRET", "rule_tradeSecretDeclared"),
                declared("CIVIL_DISPUTE", "rule_civilDisputeDeclared"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-3")
    void aTellingWordInTheTextRaisesASuspicion(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> aTellingWordInTheTextRaisesASuspicion() {
        return Stream.of(
                told("该补偿问题法院已立案", "LITIGATION", "rule_litigationSuspected"),
                told("我公司已起诉该单位", "LITIGATION", "rule_litigationSuspected"),
                told("上月向人民法院提起诉讼", "LITIGATION", "rule_litigationSuspected"),
                told("劳动仲裁委已受理", "ARBITRATION", "rule_arbitrationSuspected"),
                told("我公司已申请仲裁", "ARBITRATION", "rule_arbitrationSuspected"),
                told("该工作人员已被纪委立案", "DISCIPLINE", "rule_disciplineSuspected"),
                told("该工作人员已被监委立案", "DISCIPLINE", "rule_disciplineSuspected"),
                told("该问题纪检监察立案审查中", "DISCIPLINE", "rule_disciplineSuspected"),
                told("不服处罚决定，已提出行政复议", "ADMIN_REVIEW", "rule_adminReviewSuspected"),
                told("已提交政府信息公开申请", "DISCLOSURE", "rule_disclosureSuspected"),
                told("我公司曾申请政府信息公开", "DISCLOSURE", "rule_disclosureSuspected"),
                told("该信访事项已受理", "PETITION", "rule_petitionSuspected"),
                told("信访件编号如下", "PETITION", "rule_petitionSuspected"),
                told("所附材料属国家秘密", "STATE_SECRET", "rule_stateSecretSuspected"),
                told("附件为机密文件", "STATE_SECRET", "rule_stateSecretSuspected"),
                told("对方侵犯我公司商业秘密", "TRADE_SECRET", "rule_tradeSecretSuspected"),
                told("与供应商的合同纠纷", "CIVIL_DISPUTE", "rule_civilDisputeSuspected"),
                told("某公司拖欠货款", "CIVIL_DISPUTE", "rule_civilDisputeSuspected"),
                // the table is read from the top
                told("因合同纠纷，法院已立案", "LITIGATION", "rule_litigationSuspected"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-3")
    void anOrdinaryRequestIsInScope(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> anOrdinaryRequestIsInScope() {
        return Stream.of(
                told("咨询高新技术企业认定政策", "NONE", "rule_none"),
                told("办理变更登记时窗口未一次性告知", "NONE", "rule_none"),
                // a word of the trade alone is no proceeding
                told("希望纪委、监委和法院也派人参加企业座谈", "NONE", "rule_none"),
                told("", "NONE", "rule_none"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-3")
    @Tag("article-4")
    @Tag("article-8")
    void everyDemandTypeGetsAProposal(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> everyDemandTypeGetsAProposal() {
        return Stream.of(
                proposal("咨询政务信息", "IMMEDIATE", "", "rule_consultation"),
                proposal("申请政策扶持", "GENERAL", "jingfa", "rule_policySupport"),
                proposal("请求综合协调", "COMPLEX", "ziran,zijian", "rule_coordination"),
                proposal("救援救助", "GENERAL", "renshe", "rule_rescue"),
                proposal("投诉举报", "GENERAL", "shichang", "rule_report"),
                proposal("意见建议", "GENERAL", "", "rule_suggestion"),
                proposal("其他", "GENERAL", "", "rule_other"));
    }

    @Test
    @Tag("article-4")
    void everyProposedUnitExists() throws IOException {
        Set<String> proposed = everyDemandTypeGetsAProposal()
                .flatMap(pin -> evaluate(pin.table(), pin.inputs()).stream())
                .flatMap(result -> Stream.of(((String) result.get("coHandlers")).split(",")))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        try (InputStream units = resource("/organisation/units.yaml")) {
            assertThat(new YAMLMapper().readTree(units).get("units").findValuesAsText("id"))
                    .containsAll(proposed);
        }
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-8")
    void aFirstAttemptHasTheTimeLimitOfItsClass(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> aFirstAttemptHasTheTimeLimitOfItsClass() {
        return Stream.of(
                timeLimit("GENERAL", 1, 5, "WORKING", "rule_general"),
                timeLimit("COMPLEX", 1, 14, "CALENDAR", "rule_complex"),
                timeLimit("IMMEDIATE", 1, 5, "WORKING", "rule_immediateLapsed"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-14")
    void reHandlingHasOneTimeLimitWhateverTheClass(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> reHandlingHasOneTimeLimitWhateverTheClass() {
        return Stream.of(
                timeLimit("GENERAL", 2, 5, "WORKING", "rule_rehandling"),
                timeLimit("COMPLEX", 2, 5, "WORKING", "rule_rehandling"),
                timeLimit("IMMEDIATE", 2, 5, "WORKING", "rule_rehandling"),
                timeLimit("COMPLEX", 3, 5, "WORKING", "rule_rehandling"));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-16")
    void aRankEarnsThePointsOfTheRegulation(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> aRankEarnsThePointsOfTheRegulation() {
        return Stream.of(
                bonus("DEPARTMENT", 1, 0.5, "rule_departmentFirst"),
                bonus("DEPARTMENT", 2, 0.4, "rule_departmentSecond"),
                bonus("DEPARTMENT", 3, 0.3, "rule_departmentThird"),
                bonus("DEPARTMENT", 4, 0.2, "rule_departmentFourth"),
                bonus("DEPARTMENT", 5, 0.1, "rule_departmentFifth"),
                bonus("NEW_CITY", 1, 0.3, "rule_newCityFirst"),
                bonus("NEW_CITY", 2, 0.2, "rule_newCitySecond"),
                bonus("NEW_CITY", 3, 0.1, "rule_newCityThird"),
                bonus("TOWN", 1, 0.5, "rule_townFirst"),
                bonus("TOWN", 2, 0.4, "rule_townSecond"),
                bonus("TOWN", 3, 0.3, "rule_townThird"),
                bonus("TOWN", 4, 0.2, "rule_townFourth"),
                bonus("TOWN", 5, 0.1, "rule_townFifth"));
    }

    @Test
    @Tag("article-16")
    void ranksBehindEarnNothing() {
        assertThat(evaluate("appraisalBonus", Map.of("kind", "NEW_CITY", "rank", 4L)))
                .isEmpty();
        assertThat(evaluate("appraisalBonus", Map.of("kind", "DEPARTMENT", "rank", 6L)))
                .isEmpty();
        assertThat(evaluate("appraisalBonus", Map.of("kind", "TOWN", "rank", 6L)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    @Tag("article-16")
    void bothRatesWeighTheSame(Pin pin) {
        assertHolds(pin);
    }

    static Stream<Pin> bothRatesWeighTheSame() {
        return Stream.of(new Pin(
                "appraisalWeights",
                Map.of("appraisalYear", 2026L),
                Map.of("onTimeWeight", 0.5, "praiseWeight", 0.5, "minimum", 5L),
                "rule_everyYear"));
    }

    @ParameterizedTest
    @MethodSource
    void everyRuleIsPinned(String table, List<Pin> pins) {
        DmnDecisionTableImpl logic = (DmnDecisionTableImpl) decision(table).getDecisionLogic();
        assertThat(logic.getRules().stream().map(DmnDecisionTableRuleImpl::getId))
                .containsExactlyInAnyOrderElementsOf(
                        pins.stream().map(Pin::rule).collect(Collectors.toCollection(TreeSet::new)));
    }

    static Stream<Arguments> everyRuleIsPinned() {
        return Stream.of(
                        theOfficeAcceptsWhatReachesItDirectly(),
                        aUnitThatCollectedTheComplaintCoordinatesFirst(),
                        whatIntakeDeclaredIsTakenAtItsWord(),
                        aTellingWordInTheTextRaisesASuspicion(),
                        anOrdinaryRequestIsInScope(),
                        everyDemandTypeGetsAProposal(),
                        aFirstAttemptHasTheTimeLimitOfItsClass(),
                        reHandlingHasOneTimeLimitWhateverTheClass(),
                        aRankEarnsThePointsOfTheRegulation(),
                        bothRatesWeighTheSame())
                .flatMap(pins -> pins)
                .collect(Collectors.groupingBy(Pin::table))
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static Pin route(String channel, String route, String rule) {
        return new Pin("acceptanceRoute", Map.of("channel", channel), Map.of("route", route), rule);
    }

    private static Pin declared(String ground, String rule) {
        return new Pin("scope", Map.of("declaredGround", ground, "text", "申请办理食品经营许可"), Map.of("ground", ground), rule);
    }

    private static Pin told(String text, String ground, String rule) {
        return new Pin("scope", Map.of("declaredGround", "NONE", "text", text), Map.of("ground", ground), rule);
    }

    private static Pin proposal(String demandType, String complaintClass, String coHandlers, String rule) {
        return new Pin(
                "triageProposal",
                Map.of("demandType", demandType),
                Map.of("complaintClass", complaintClass, "coHandlers", coHandlers),
                rule);
    }

    private static Pin timeLimit(String complaintClass, long attempt, long days, String dayKind, String rule) {
        return new Pin(
                "timeLimit",
                Map.of("complaintClass", complaintClass, "attempt", attempt),
                Map.of("days", days, "dayKind", dayKind),
                rule);
    }

    private static Pin bonus(String kind, long rank, double points, String rule) {
        return new Pin("appraisalBonus", Map.of("kind", kind, "rank", rank), Map.of("points", points), rule);
    }

    private static void assertHolds(Pin pin) {
        assertThat(evaluate(pin.table(), pin.inputs())).containsExactly(pin.expected());
        assertThat(FIRED).containsExactly(pin.rule());
    }

    private static List<Map<String, Object>> evaluate(String table, Map<String, Object> inputs) {
        FIRED.clear();
        return ENGINE.evaluateDecisionTable(decision(table), inputs).getResultList();
    }

    private static DmnDecision decision(String table) {
        try (InputStream file = resource("/processes/rules/" + table + ".dmn")) {
            return ENGINE.parseDecision(table, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String path) {
        return DecisionTablesTest.class.getResourceAsStream(path);
    }

    private static DmnEngine engine() {
        DmnEngineConfiguration configuration = DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        DmnDecisionTableEvaluationListener listener = event -> event.getMatchingRules().stream()
                .map(DmnEvaluatedDecisionRule::getId)
                .forEach(FIRED::add);
        configuration.getCustomPostDecisionTableEvaluationListeners().add(listener);
        return configuration.buildEngine();
    }
}
