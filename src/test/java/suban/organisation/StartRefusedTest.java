package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class StartRefusedTest {

    @Import(Organisation.class)
    static class UnitsOnly {}

    @Test
    void theOperatorIsToldWhatToCorrectInChineseAndSparedTheStackTrace(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "units:\n  - { id: ysb, kind: OFFICE }\n");

        assertThatThrownBy(() -> new SpringApplicationBuilder(UnitsOnly.class)
                        .web(WebApplicationType.NONE)
                        .run("--suban.organisation.units=" + file.toUri()))
                .rootCause()
                .isInstanceOf(StartRefused.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "单位数据文件 mine.yaml 有误", "第 1 项（id: ysb）：字段 name（名称）未填写")
                .doesNotContain("\tat suban.");
    }
}
