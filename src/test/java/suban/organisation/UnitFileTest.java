package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

class UnitFileTest {

    private static final String SOUND =
            """
            units:
              - { id: ysb, name: 新区营商办, kind: OFFICE }
              - { id: ducha, name: 督查室, kind: INSPECTION }
              - { id: jijian, name: 纪检监察工委, kind: DISCIPLINE }
              - { id: hotline, name: 城市运行管理中心, kind: HOTLINE }
              - { id: zijian, name: 住房和城乡建设局, kind: DEPARTMENT }
              - { id: jinghe, name: 泾河新城, kind: NEW_CITY }
              - { id: jingheysb, name: 泾河新城营商办, kind: NEW_CITY_OFFICE, parent: jinghe }
            """;

    @Test
    void aSoundFileIsReadInItsOrder() {
        assertThat(UnitFile.read(file(SOUND)))
                .extracting(Unit::id)
                .containsExactly("ysb", "ducha", "jijian", "hotline", "zijian", "jinghe", "jingheysb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ id: zijian, name: 又一个, kind: DEPARTMENT }|第 8 项（id: zijian）：字段 id（编号）重复",
                "{ id: zi-jian, name: 住建局, kind: DEPARTMENT }|第 8 项（id: zi-jian）：字段 id（编号）只能用英文字母和数字",
                "{ id: 住建, name: 住建局, kind: DEPARTMENT }|第 8 项（id: 住建）：字段 id（编号）只能用英文字母和数字",
                "{ name: 住建局, kind: DEPARTMENT }|第 8 项：字段 id（编号）未填写",
                "{ id: supervisor, name: 监督局, kind: DEPARTMENT }|第 8 项（id: supervisor）：字段 id（编号）不能用 supervisor",
                "{ id: zijianhead, name: 住建领导, kind: DEPARTMENT }|字段 id（编号）与住房和城乡建设局的负责人组相同",
                "{ id: keji, kind: DEPARTMENT }|第 8 项（id: keji）：字段 name（名称）未填写",
                "{ id: keji, name: '', kind: DEPARTMENT }|第 8 项（id: keji）：字段 name（名称）未填写",
                "{ id: keji, name: 科技局, kind: BUREAU }|第 8 项（id: keji）：字段 kind（类别）“BUREAU”不认识，可用 OFFICE、",
                "{ id: keji, name: 科技局 }|第 8 项（id: keji）：字段 kind（类别）未填写",
                "{ id: keji, name: 科技局, kind: DEPARTMENT, parnet: jinghe }|第 8 项（id: keji）：不认识的字段 parnet",
                "{ id: yongle, name: 永乐街道, kind: TOWN, parent: jinhe }|永乐街道（id: yongle）：字段 parent（所属新城）“jinhe”不存在",
                "{ id: yongle, name: 永乐街道, kind: TOWN, parent: zijian }|永乐街道（id: yongle）：字段 parent（所属新城）“zijian”不是新城",
                "{ id: yongle, name: 永乐街道, kind: TOWN }|永乐街道（id: yongle）：字段 parent（所属新城）未填写",
                "{ id: keji, name: 科技局, kind: DEPARTMENT, parent: jinghe }|科技局（id: keji）：字段 parent（所属新城）不应填写",
                "{ id: qinhan, name: 秦汉新城, kind: NEW_CITY }|秦汉新城（id: qinhan）：必须有且只有一个营商办",
                "{ id: jingheysb2, name: 第二营商办, kind: NEW_CITY_OFFICE, parent: jinghe }|泾河新城（id: jinghe）：必须有且只有一个营商办",
                "{ id: ysb2, name: 又一个营商办, kind: OFFICE }|必须有且只有一个 kind 为 OFFICE 的单位，其 id 为 ysb",
                "keji|第 8 项：字段 id（编号）未填写",
            })
    void aMistakeIsNamedByEntryAndField(String entry, String message) {
        assertThatThrownBy(() -> UnitFile.read(file(SOUND + "  - " + entry + "\n")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("units-test.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThatThrownBy(() ->
                        UnitFile.read(file(SOUND + "  - { id: a-b, kind: X }\n  - { id: keji, kind: DEPARTMENT }\n")))
                .hasMessageContaining("第 8 项（id: a-b）：字段 id")
                .hasMessageContaining("第 8 项（id: a-b）：字段 name")
                .hasMessageContaining("第 8 项（id: a-b）：字段 kind")
                .hasMessageContaining("第 9 项（id: keji）：字段 name");
    }

    @Test
    void aUnitTheRegulationNamesMayNotBeMissing() {
        assertThatThrownBy(() -> UnitFile.read(file(SOUND.replaceAll(".*jijian.*\n", ""))))
                .hasMessageContaining("必须有且只有一个 kind 为 DISCIPLINE 的单位，其 id 为 jijian");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"units: [|不是有效的 YAML，第", "units:|缺少 units 列表", "districts: []|缺少 units 列表", "''|缺少 units 列表"})
    void aFileThatIsNoListOfUnitsIsRefused(String content, String message) {
        assertThatThrownBy(() -> UnitFile.read(file(content)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(message);
    }

    private static ByteArrayResource file(String content) {
        return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "units-test.yaml";
            }
        };
    }
}
