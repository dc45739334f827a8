package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The guide's recipes do what they say: each edit is accepted by the analysts' check, or refused where the regulation sets the limit. */
@DisplayName("常见修改的做法")
class RecipesTest {

    private static final String TIME_LIMIT = "processes/rules/timeLimit.dmn";
    private static final String PROPOSAL = "processes/rules/triageProposal.dmn";
    private static final String SCOPE = "processes/rules/scope.dmn";
    private static final String WEIGHTS = "processes/rules/appraisalWeights.dmn";
    private static final String REGISTER = "forms/registerComplaint.form";
    private static final String HANDLING = "processes/handling.bpmn";

    private static Map<String, String> files;

    /** What an analyst is told who has followed every recipe, and one who went too far in each. */
    private static List<String> afterAllRecipes;

    private static List<String> afterAllMistakes;

    @BeforeAll
    static void followThem() throws IOException {
        files = new TreeMap<>();
        for (String folder : List.of("processes", "forms", ".camunda")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                for (Path file : all.filter(it -> it.toString().matches(".*\\.(bpmn|dmn|form|json)"))
                        .toList()) {
                    files.put(
                            file.toString().replace('\\', '/'),
                            Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n"));
                }
            }
        }
        String opinion = files.get(".camunda/examples/humanStep.form");
        String decision = files.get(".camunda/examples/humanStepDecision.form");
        files.keySet().removeIf(file -> file.startsWith(".camunda/examples/"));
        Map<String, Set<String>> beans = Beans.ofTheApplication();
        CompiledCode code = CompiledCode.ofTheApplication();

        Map<String, String> good = new TreeMap<>(files);
        good.computeIfPresent(TIME_LIMIT, (file, it) -> Recipes.limitOfGeneralComplaints(it, 3));
        good.computeIfPresent(REGISTER, (file, it) -> Recipes.demandTypeInTheForm(it, "引才用工"));
        good.computeIfPresent(PROPOSAL, (file, it) -> Recipes.demandTypeInTheTable(it, "引才用工"));
        good.computeIfPresent(SCOPE, (file, it) -> Recipes.keywordOfScope(it));
        good.computeIfPresent(WEIGHTS, (file, it) -> Recipes.weights(it, "0.6", "0.4"));
        good.put("forms/legalReview.form", Recipes.formLike(opinion, "legalReview"));
        good.put("forms/reviewReply.form", Recipes.formLike(decision, "reviewReply"));
        good.computeIfPresent(HANDLING, (file, it) -> Recipes.reviewOfTheReply(Recipes.stepBeforeTheReply(it)));
        afterAllRecipes = told(good, beans, code);

        Map<String, String> bad = new TreeMap<>(files);
        bad.computeIfPresent(TIME_LIMIT, (file, it) -> Recipes.limitOfGeneralComplaints(it, 6));
        bad.computeIfPresent(REGISTER, (file, it) -> Recipes.demandTypeInTheForm(it, "只在表单"));
        bad.computeIfPresent(PROPOSAL, (file, it) -> Recipes.demandTypeInTheTable(it, "只在表里"));
        bad.computeIfPresent(WEIGHTS, (file, it) -> Recipes.weights(it, "0.6", "0.5"));
        bad.put(
                "forms/legalReview.form",
                Recipes.formLike(opinion, "legalReview").replace("\"key\": \"text\"", "\"key\": \"advice\""));
        bad.put(
                "forms/reviewReply.form",
                Recipes.formLike(decision, "reviewReply").replace("\"AGREE\"", "\"PASS\""));
        bad.computeIfPresent(HANDLING, (file, it) -> Recipes.reviewOfTheReply(Recipes.stepBeforeTheReply(it))
                .replace(
                        "sourceRef=\"userTask_legalReview\" targetRef=\"userTask_reply\"",
                        "sourceRef=\"userTask_legalReview\" targetRef=\"gateway_explained\""));
        afterAllMistakes = told(bad, beans, code);
    }

    /** As by {@code mvn -q test -Pmodels}. */
    private static List<String> told(Map<String, String> texts, Map<String, Set<String>> beans, CompiledCode code) {
        Models models = Models.of(texts, beans);
        List<Problem> problems = new ArrayList<>(RuleCheck.problems(models, code));
        problems.addAll(Articles.missing(models));
        Map<String, String> templates = new TreeMap<>(texts);
        templates.keySet().removeIf(file -> !file.startsWith(ElementTemplates.FOLDER));
        problems.addAll(ElementTemplates.problems(models, templates, Set.of("handling"), Set.of()).stream()
                .filter(problem -> problem.file().equals(HANDLING))
                .toList());
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    @DisplayName("时限改为3、增加诉求类型、增加人工步骤、改关键词和权重：检查没有问题")
    void everyRecipeIsAccepted() {
        assertThat(afterAllRecipes).isEmpty();
    }

    @Test
    @DisplayName("第八条：一般类改为6个工作日不可以，指出是哪一行、哪一条")
    void aLongerLimitIsRefused() {
        assertThat(afterAllMistakes)
                .anyMatch(it -> it.contains(TIME_LIMIT) && it.contains("rule_general") && it.contains("第八条"));
    }

    @Test
    @DisplayName("诉求类型只改了表单或只改了表的，指出另一处")
    void halfOfADemandType() {
        assertThat(afterAllMistakes)
                .anyMatch(it -> it.contains(PROPOSAL) && it.contains("没有诉求类型“只在表单”的行"))
                .anyMatch(it -> it.contains("rule_talents") && it.contains("没有这个选项：只在表里"));
    }

    @Test
    @DisplayName("人工步骤的表单问了不会保存的内容，写了别的决定，都指得出来")
    void whatAnAddedStepCannotKeep() {
        assertThat(afterAllMistakes)
                .anyMatch(it -> it.contains("legalReview.form") && it.contains("advice 填写了也不会保存"))
                .anyMatch(it -> it.contains("reviewReply.form") && it.contains("现有 PASS"));
    }

    @Test
    @DisplayName("人工步骤不能插在一项待办和问它决定的网关之间")
    void aStepBetweenATaskAndItsGateway() {
        assertThat(afterAllMistakes)
                .anyMatch(it -> it.contains("userTask_legalReview") && it.contains("outcome 到不了那里"));
    }

    @Test
    @DisplayName("第十六条：权重之和须为1")
    void weightsAddUp() {
        assertThat(afterAllMistakes).anyMatch(it -> it.contains(WEIGHTS) && it.contains("权重之和应为1"));
    }
}
