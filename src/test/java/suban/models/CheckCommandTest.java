package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst reads after a change. */
class CheckCommandTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path project;

    @BeforeEach
    void copyTheProject() throws IOException {
        for (String folder : List.of("processes", "forms", ".camunda/element-templates")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.createDirectories(project.resolve(file).getParent());
                    Files.copy(file, project.resolve(file));
                }
            }
        }
        Files.createDirectories(project.resolve(LandedIds.LIST).getParent());
        Files.copy(LandedIds.LIST, project.resolve(LandedIds.LIST));
    }

    @Test
    void allIsWell() {
        assertThat(check(false)).isZero();
        assertThat(printed()).matches("共检查 \\d+ 张流程图、\\d+ 张表、\\d+ 张表单，没有问题\n");
    }

    @Test
    void whatIsWrongIsToldByFile() throws IOException {
        change("processes/rules/timeLimit.dmn", "一般类，5个工作日内办结。第八条", "一般类，5个工作日内办结。");
        change("processes/sealing.bpmn", "decision == 'PURGE'", "decison == 'PURGE'");
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed())
                .contains(
                        """
                        processes/rules/timeLimit.dmn
                            rule_general：第 1 行说明文字没有写明依据条款（如“第八条”）
                        """)
                .contains("用到变量 decison，但没有任何一步设置它；是否应为 decision？")
                .contains("processes/sealing.bpmn\n    ")
                .endsWith("，发现 3 个问题\n");
    }

    @Test
    void aFileThatCannotBeReadIsToldAlone() throws IOException {
        change("forms/triage.form", "\"components\"", "components");
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed())
                .startsWith("forms/triage.form\n    文件无法读取，不符合格式（第 ")
                .contains("改正以上文件后再运行一次，才能检查其余内容")
                .endsWith("发现 1 个问题；有提示\n");
    }

    @Test
    void aUnitThatIsNoneIsAHint() throws IOException {
        change("processes/rules/triageProposal.dmn", "\"ziran,zijian\"", "\"ziran,zijan\"");
        assertThat(check(false)).isZero();
        assertThat(printed())
                .contains("rule_coordination「研判建议」：第 3 行建议的协办单位 zijan 不在单位数据文件 units.yaml 中")
                .endsWith("没有问题；有提示\n");
    }

    @Test
    void aNewIdIsAHintAndAnOldOneMustStay() throws IOException {
        change("processes/sealing.bpmn", "userTask_decideSealed", "userTask_decideOnSealed");
        assertThat(check(true)).isEqualTo(1);
        assertThat(printed())
                .contains("userTask_decideSealed：已落地的编号不见了；在途案件停在这里，编号不得改动或删除")
                .contains("新编号已写入")
                .doesNotContain("请在 landed-ids.txt 中加一行");
        assertThat(Files.readAllLines(project.resolve(LandedIds.LIST)))
                .contains("sealing.bpmn userTask_decideOnSealed", "sealing.bpmn userTask_decideSealed");
    }

    @Test
    void anArticleNobodyCarriesOutAnyLongerIsMissed() throws IOException {
        try (Stream<Path> files = Files.walk(project.resolve("processes"))) {
            for (Path file : files.filter(it -> it.toString().endsWith("bpmn")).toList()) {
                Files.writeString(file, Files.readString(file).replace("第十条", "第九条"));
            }
        }
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed()).contains("第10条没有写进任何流程元素或决策规则的说明");
    }

    @Test
    void anotherFolderIsNotLookedAt(@TempDir Path empty) {
        assertThat(CheckCommand.run(empty, false, out())).isEqualTo(2);
        assertThat(printed()).startsWith("无法检查：").contains("没有 processes 文件夹");
    }

    private int check(boolean keep) {
        return CheckCommand.run(project, keep, out());
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private void change(String file, String good, String bad) throws IOException {
        String text = Files.readString(project.resolve(file));
        assertThat(text).contains(good);
        Files.writeString(project.resolve(file), text.replace(good, bad));
    }
}
