package suban.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** What the conventions stand on: reading a project, telling Chinese, articles and beans, and saying it all at once. */
class ModelsTest {

    @ParameterizedTest
    @ValueSource(strings = {"processes/broken.bpmn", "processes/rules/broken.dmn", "forms/broken.form"})
    void anUnreadableFileIsReported(String file) {
        assertThat(Samples.with(file, "{<oops").unreadable()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.what()).contains("文件无法读取");
        });
    }

    @Test
    void aModelAgainstItsSchemaIsReported() {
        String text = Samples.text(Samples.CALLED).replace("<endEvent ", "<finish/><endEvent ");
        assertThat(Samples.with(Samples.CALLED, text).unreadable())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("文件无法读取", "finish"));
    }

    @ParameterizedTest
    @CsvSource({
        "forms/sub/spare.form, " + Samples.TRIAGE + ", forms/",
        "processes/spare.dmn, " + Samples.SCOPE + ", processes/rules/",
        "processes/rules/spare.bpmn, " + Samples.CALLED + ", processes/"
    })
    void aFileInAnotherFolderIsReported(String file, String like, String home) {
        assertThat(Samples.with(file, Samples.text(like)).unreadable())
                .extracting(Problem::what)
                .containsExactly("文件应放在 " + home + " 下");
    }

    @Test
    void twoFilesOfOneNameAreReported() {
        assertThat(Samples.with("forms/sub/file.form", Samples.text(Samples.FILE))
                        .unreadable())
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("同名"));
    }

    @Test
    void aProjectIsReadFromItsFolders(@TempDir Path project) throws IOException {
        for (String file : List.of(Samples.SAMPLE, Samples.CALLED, Samples.SCOPE, Samples.FILE, Samples.TRIAGE)) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.writeString(project.resolve(file), Samples.text(file));
        }
        Files.writeString(project.resolve("processes/README.md"), "# 说明");
        Models models = Models.read(project, Map.of());
        assertThat(models.unreadable()).isEmpty();
        assertThat(models.processIds()).containsExactly("called", "sample");
        assertThat(models.decisionIds()).containsExactly("scope");
        assertThat(models.formIds()).containsExactly("file", "triage");
    }

    @ParameterizedTest
    @CsvSource({"processes/return-visit.bpmn, returnVisit", "forms/triage.form, triage", "a/timeLimit.dmn, timeLimit"})
    void aFileIsNamedAfterItsId(String file, String id) {
        assertThat(Models.idOfFile(file)).isEqualTo(id);
    }

    @Test
    void beansAreFoundByStereotypeAndByMethod() {
        assertThat(Beans.besides(ModelsTest.class))
                .containsKeys("modelsTest.Plain", "named", "madeByMethod", "first", "second")
                .doesNotContainKeys("modelsTest.Stranger")
                .hasEntrySatisfying(
                        "named", methods -> assertThat(methods).contains("open").doesNotContain("hidden"))
                .hasEntrySatisfying("first", methods -> assertThat(methods).contains("length"));
        assertThat(Beans.ofTheApplication()).doesNotContainKeys("named", "madeByMethod");
    }

    @Test
    void articlesAreReadInBothWritings() {
        assertThat(Articles.named("依据第八条、第十条、第十四条和第7条")).containsExactly(7, 8, 10, 14);
        assertThat(Articles.named("《西咸新区企业投诉协调办理实施细则》第二条")).containsExactly(2);
        assertThat(Articles.named("《民法典》第二百零三条")).isEmpty();
        assertThat(Articles.named("第二百零三条、第二十条")).containsExactly(20, 203);
        assertThat(Articles.named((String) null)).isEmpty();
    }

    @Test
    void chineseHasNoLatinLetters() {
        assertThat(Texts.isChinese("12345热线")).isTrue();
        assertThat(Texts.isChinese("A类投诉")).isFalse();
        assertThat(Texts.isChinese("12345")).isFalse();
        assertThat(Texts.isChinese(null)).isFalse();
    }

    @Test
    void everyProblemIsToldAtOnce() {
        List<Problem> problems =
                List.of(new Problem("b.bpmn", "event_b", "到期\n提醒", "没有说明文字"), new Problem("a.form", "", "", "表单是空的"));
        assertThatThrownBy(() -> Problems.assertNone(problems))
                .hasMessageContainingAll("发现 2 个问题", "a.form：表单是空的", "b.bpmn：event_b「到期 提醒」：没有说明文字");
        Problems.assertNone(List.of());
    }

    @Component
    static class Plain {}

    @Service("named")
    static class Named {
        public void open() {}

        void hidden() {}
    }

    static class Stranger {}

    @Configuration
    static class Methods {
        @Bean
        Object madeByMethod() {
            return "";
        }

        @Bean({"first", "second"})
        String madeUnderTwoNames() {
            return "";
        }
    }
}
