package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceCoverageTest {

    /** Articles 1 and 18 (purpose, interpretation) have nothing to carry out. */
    private static final Set<Integer> ARTICLES =
            IntStream.rangeClosed(2, 17).boxed().collect(Collectors.toSet());

    @Test
    void everySentenceIsProved() throws IOException {
        Problems.assertNone(SentenceCoverage.problems(
                SentenceCoverage.read(Files.readAllLines(Path.of("src/test/resources/sentences.txt"))),
                ARTICLES,
                Path.of("src/test/java")));
    }

    @Test
    void whatIsMissingIsReported(@TempDir Path tests) throws IOException {
        Files.writeString(
                tests.resolve("SomeTest.java"),
                """
                class SomeTest {
                    @Test
                    @Tag("article-3")
                    void proved() {
                        assertThat(1);
                    }

                    @Test
                    @Disabled
                    @Tag("article-3")
                    void switchedOff() {}

                    // @Tag("article-3")
                    @Test
                    void untagged() {}

                    @Tag("article-3")
                    void helper() {}
                }
                """);
        List<SentenceCoverage.Sentence> sentences = SentenceCoverage.read(List.of(
                "# 说明",
                "3|一|SomeTest#proved",
                "3|二|SomeTest#gone OtherTest#proved",
                "3|三|SomeTest#switchedOff",
                "3|四|SomeTest#untagged SomeTest#helper",
                "4|五|"));
        assertThat(SentenceCoverage.problems(sentences, Set.of(3, 4, 5), tests))
                .extracting(Problem::what)
                .containsExactly(
                        "第3条“二”：SomeTest#gone没有这个测试",
                        "第3条“二”：OtherTest#proved没有这个测试类",
                        "第3条“三”：SomeTest#switchedOff已停用",
                        "第3条“四”：SomeTest#untagged没有标明该条（@Tag(\"article-3\")）",
                        "第3条“四”：SomeTest#helper不是测试",
                        "第4条“五”没有测试",
                        "第5条没有逐句对应的测试");
    }
}
