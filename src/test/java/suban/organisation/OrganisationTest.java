package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;

class OrganisationTest {

    private final Organisation organisation = new Organisation(new ClassPathResource("organisation/units.yaml"));

    @Test
    @Tag("article-4")
    void theShippedDataIsTheNewArea() {
        assertThat(organisation.ofKind(UnitKind.NEW_CITY))
                .extracting(Unit::id)
                .containsExactly("konggang", "fengdong", "qinhan", "fengxi", "jinghe");
        assertThat(organisation.ofKind(UnitKind.DEPARTMENT)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(organisation.find("zijian")).map(Unit::name).contains("住房和城乡建设局");
        for (String id : new String[] {"ysb", "ducha", "jijian", "hotline"}) {
            assertThat(organisation.find(id)).isPresent();
        }
    }

    @Test
    @Tag("article-17")
    void everyNewCityHasItsOfficeAndUnitsOfItsOwnToAssignTo() {
        for (Unit city : organisation.ofKind(UnitKind.NEW_CITY)) {
            assertThat(organisation.officeOf(city.id())).map(Unit::id).contains(city.id() + "ysb");
            assertThat(organisation.insideOf(city.id()))
                    .extracting(Unit::kind)
                    .contains(UnitKind.NEW_CITY_DEPARTMENT, UnitKind.TOWN)
                    .doesNotContain(UnitKind.NEW_CITY_OFFICE, UnitKind.NEW_CITY)
                    .filteredOn(UnitKind.TOWN::equals)
                    .hasSize(2);
        }
        assertThat(organisation.officeOf("zijian")).isEmpty();
        assertThat(organisation.officeOf(null)).isEmpty();
        assertThat(organisation.insideOf("zijian")).isEmpty();
    }

    @Test
    void onlyTheOfficesCoordinate() {
        assertThat(organisation.units().stream().map(Unit::id).filter(organisation::isOffice))
                .containsExactlyInAnyOrder("ysb", "konggangysb", "fengdongysb", "qinhanysb", "fengxiysb", "jingheysb");
        assertThat(organisation.isOffice(null)).isFalse();
        assertThat(organisation.isOffice("nobody")).isFalse();
    }

    @Test
    void anUnknownUnitIsRefusedByTheLabelOfItsField() {
        assertThat(organisation.require("hostUnit", "主办单位", "jinghe").name()).isEqualTo("泾河新城");
        for (String id : new String[] {"jinhe", "", null}) {
            assertThatThrownBy(() -> organisation.require("hostUnit", "主办单位", id))
                    .isInstanceOfSatisfying(InvalidInput.class, refusal -> assertThat(refusal.errors())
                            .containsExactly(new FieldError("hostUnit", "主办单位：没有该单位")));
        }
    }

    @Test
    void everyIdHasANameToShow() {
        assertThat(organisation.nameOf("jinghe")).isEqualTo("泾河新城");
        assertThat(organisation.nameOf("dissolved")).isEqualTo("dissolved");
        assertThat(organisation.nameOf(null)).isEqualTo("系统");
    }
}
