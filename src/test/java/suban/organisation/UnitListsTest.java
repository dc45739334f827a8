package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

@DisplayName("登记、依职权调整、联合办理表单中的单位")
class UnitListsTest {

    private final UnitLists lists = new UnitLists(new Organisation(new ClassPathResource("organisation/units.yaml")));

    private List<String> of(String process, String key) {
        return lists.options(process, "ysb1").get(key).stream()
                .map(option -> option.get("value"))
                .toList();
    }

    @Test
    @DisplayName("第二条：登记时选企业所属的新城")
    void newCities() {
        assertThat(of("complaint", "newCities")).containsExactly("konggang", "fengdong", "qinhan", "fengxi", "jinghe");
        assertThat(lists.options("complaint", "ysb1").get("newCities").get(4)).containsEntry("label", "泾河新城");
    }

    @Test
    @DisplayName("第四条：主办、协办的是部门、新城、新城部门和镇街，不是营商办、督查室")
    void handlingUnits() {
        assertThat(of("officeAct", "handlingUnits"))
                .contains("zijian", "jinghe", "jinghezhujian", "yongle")
                .doesNotContain("ysb", "ducha", "jijian", "hotline", "jingheysb");
    }

    @Test
    @DisplayName("第七条第（六）项：联合办理由营商办、中心、部门和新城参加")
    void jointUnits() {
        assertThat(of("jointItem", "jointUnits"))
                .contains("ysb", "hotline", "zijian", "jinghe", "jingheysb")
                .doesNotContain("ducha", "jijian", "yongle", "jinghezhujian");
    }

    @Test
    void otherProcessesAskForNone() {
        assertThat(lists.options("substitution", "ysbhead")).isEmpty();
    }
}
