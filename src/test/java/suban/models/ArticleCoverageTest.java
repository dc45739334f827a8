package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleCoverageTest {

    @Test
    void everyFinishedArticleIsCarriedOutAndProved() {
        Problems.assertNone(ArticleCoverage.problems(
                Articles.DONE,
                Articles.carriedOut(Models.ofThisProject()),
                ArticleCoverage.tagged(Path.of("src/test/java"))));
    }

    /** Articles 1 and 5 (purpose, principles) have no step of their own. */
    @Test
    void everyArticleWithSomethingToDoIsFinished() {
        assertThat(Articles.DONE).containsExactlyInAnyOrder(2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    }

    @Test
    void eachArticleThatLosesItsDocumentationOrItsTestsIsMissed() {
        Set<Integer> named = Articles.carriedOut(Models.ofThisProject());
        Set<Integer> tagged = ArticleCoverage.tagged(Path.of("src/test/java"));
        for (int article : Articles.DONE) {
            assertThat(ArticleCoverage.problems(Articles.DONE, without(named, article), tagged))
                    .extracting(Problem::what)
                    .containsExactly("第" + article + "条没有写进任何流程元素或决策规则的说明");
            assertThat(ArticleCoverage.problems(Articles.DONE, named, without(tagged, article)))
                    .extracting(Problem::what)
                    .containsExactly("第" + article + "条没有测试（@Tag(\"article-" + article + "\")）");
        }
    }

    private static Set<Integer> without(Set<Integer> articles, int article) {
        Set<Integer> others = new TreeSet<>(articles);
        others.remove(article);
        return others;
    }

    @Test
    void articlesComeFromDiagramsAndTables() {
        assertThat(Articles.carriedOut(Samples.good())).containsExactly(3, 6, 8, 9, 12, 14);
        String text = Samples.text(Samples.SCOPE).replace("第三条：其他诉求。", "第二条：投诉主体。");
        assertThat(Articles.carriedOut(Samples.with(Samples.SCOPE, text))).contains(2);
    }

    @Test
    void tagsAreReadFromTheTestsThatRunButNotFromTheConventions(@TempDir Path tests) throws IOException {
        Files.createDirectories(tests.resolve("suban/models"));
        Files.createDirectories(tests.resolve("suban/triage"));
        Files.writeString(tests.resolve("suban/models/SomeTest.java"), "@Tag(\"article-3\")");
        Files.writeString(tests.resolve("suban/triage/SomeTest.java"), "@Tag(\"article-8\") @Tag(\"article-14\")");
        Files.writeString(
                tests.resolve("suban/triage/GoneTest.java"),
                "/* @Tag(\"article-9\") */\n// @Tag(\"article-10\")\nclass GoneTest {}");
        Files.writeString(
                tests.resolve("suban/triage/OffTest.java"), "@Disabled\n@Tag(\"article-11\")\nclass OffTest {}");
        assertThat(ArticleCoverage.tagged(tests)).containsExactly(8, 14);
    }

    @Test
    void whatIsMissingIsReported() {
        assertThat(ArticleCoverage.problems(Set.of(2, 3, 4), Set.of(3, 4), Set.of(2, 3)))
                .extracting(Problem::what)
                .containsExactly("第2条没有写进任何流程元素或决策规则的说明", "第4条没有测试（@Tag(\"article-4\")）");
    }
}
