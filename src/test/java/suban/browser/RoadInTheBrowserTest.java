package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.FluentWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import suban.ledger.Ledger;
import suban.ledger.Status;

/** One complaint from the start form to its closing, by the people whose work it is, in the browser they use. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // Tuesday 3 March 2026, 10:00 in Xi'an: a working day on which every unit answers
            "suban.clock.start=2026-03-03T02:00:00Z",
            "camunda.bpm.job-execution.enabled=true",
            "camunda.bpm.job-execution.wait-time-in-millis=200",
            "camunda.bpm.job-execution.max-wait=500"
        })
@ActiveProfiles({"demo", "test"})
@DirtiesContext
@DisplayName("在浏览器里走完一件投诉")
class RoadInTheBrowserTest extends BrowserTest {

    @Autowired
    private Ledger ledger;

    @Test
    @Tag("article-6")
    @Tag("article-8")
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("电话投诉：登记、研判、当日回应、协办、回复、回访满意、评价协办、销号，全程无英文")
    void fromTheStartFormToTheClosing() {
        Person office = person("ysb1");
        office.starts("企业投诉协调办理");
        office.chooses("收到渠道", "电话");
        office.chooses("诉求类型", "意见建议");
        office.fills("企业名称", "泾河新材料有限公司");
        office.chooses("所属新城", "泾河新城");
        office.fills("联系人", "王建国");
        office.fills("联系电话", "13800138000");
        office.fills("标题", "厂区门前道路积水");
        office.fills("投诉内容", "厂区门前道路一下雨就积水，货车无法进出，请协调排水。");
        office.seesNoEnglish("01-start-form");
        office.submitsStartForm();

        office.takes("研判分类");
        String number = office.numberOnFirstCard();
        assertThat(number).isEqualTo("XX20260303-0001");
        office.ticks("一般类");
        office.removesAllFrom("协办单位");
        office.choosesAlso("协办单位", "住房和城乡建设局");
        office.fills("调整理由", "排水管网由住建部门管理。");
        office.seesNoEnglish("02-triage");
        office.submits();
        assertThat(ledger.complaint(number).status()).isEqualTo(Status.HANDLING);

        Person host = person("jinghe1");
        host.takes("当日回应企业");
        host.ticks("电话");
        host.fillsDate("告知企业的办结日期", "2026/03/02");
        assertThat(host.submitsInVain()).contains("告知企业的办结日期：不能早于今天");
        host.fillsDate("告知企业的办结日期", "2026/03/09");
        host.seesNoEnglish("03-respond");
        host.submits();

        Person supervisor = person("supervisor1");
        assertThat(supervisor.findsCase(number))
                .anySatisfy(row -> assertThat(row).contains("提出协办意见", "住房和城乡建设局"))
                .anySatisfy(row -> assertThat(row).contains("办理诉求", "泾河新城"));
        supervisor.seesNoEnglish("04-cockpit");

        Person coHandler = person("zijian1");
        coHandler.takes("提出协办意见");
        coHandler.fills("协办意见", "排水管网接口已查明，三日内疏通。");
        coHandler.seesNoEnglish("05-co-handle");
        coHandler.submits();

        host = person("jinghe1");
        host.takes("办理诉求");
        host.ticks("可以答复");
        host.seesNoEnglish("06-handle");
        host.submits();
        host.takes("回复企业");
        host.ticks("已解决");
        host.fills("答复内容", "排水管网已疏通，道路不再积水。");
        host.seesNoEnglish("07-reply");
        host.submits();

        Person visitor = person("ysb2");
        visitor.takes("回访企业");
        visitor.ticks("已联系上企业");
        visitor.ticks("满意");
        visitor.seesNoEnglish("08-visit");
        visitor.submits();

        host = person("jinghe1");
        host.opensDocuments();
        host.takes("评价协办配合"); // which draws the list anew, and closes nothing in it
        assertThat(host.firstDocument()).startsWith("企业投诉交办单　西咸营商交办〔2026〕");
        host.fillsRow("field_score", 0, "5");
        host.seesNoEnglish("09-score");
        host.submits();

        new FluentWait<>(ledger)
                .withTimeout(Duration.ofSeconds(10))
                .until(cases -> cases.complaint(number).status() == Status.CLOSED);
        assertThat(ledger.complaint(number).status()).isEqualTo(Status.CLOSED);
        theSupervisorLooksBack(number);
        theEnterpriseComesAgain(number);
    }

    /** A number of the board leads to its list, the list to the case, and the case shows the way it went, though it is over. */
    private void theSupervisorLooksBack(String number) {
        Person supervisor = person("supervisor1");
        supervisor.sees(By.cssSelector(".suban-units tbody tr"));
        supervisor.seesNoEnglish("12-board");
        assertThat(supervisor.followsTheNumber("销号"))
                .anySatisfy(row -> assertThat(row).contains(number, "厂区门前道路积水", "泾河新城"));
        supervisor.seesNoEnglish("13-board-list");
        assertThat(supervisor.opensThePathOf(number)).contains("投诉全过程", "第1次办理", "回访评价");
        supervisor.seesNoEnglish("14-path");
        assertThat(supervisor.looksAt("第1次办理"))
                .anySatisfy(step -> assertThat(step).contains("当日回应企业"))
                .anySatisfy(step -> assertThat(step).contains("回复企业"));
        // a 新城's office has the same page for its 新城, and nothing of the engine's
        Person newCityOffice = person("jingheysb1");
        newCityOffice.goesTo("cockpit");
        newCityOffice.sees(By.xpath("//p[@class='suban-board-sub'][starts-with(., '泾河新城')]"));
        assertThat(newCityOffice.followsTheNumber("销号"))
                .anySatisfy(row -> assertThat(row).contains(number));
        newCityOffice.seesNoEnglish("15-board-new-city");
    }

    /** Who takes it in is told while typing, and triage confirms that it is the same matter (Articles 8, 15). */
    private void theEnterpriseComesAgain(String earlier) {
        Person office = person("ysb1");
        office.starts("企业投诉协调办理");
        office.chooses("收到渠道", "电话");
        office.chooses("诉求类型", "意见建议");
        office.fills("企业名称", "泾河新材料有限公司");
        office.chooses("所属新城", "泾河新城");
        office.fills("联系人", "王建国");
        office.fills("联系电话", "13800138000");
        office.fills("标题", "厂区门前道路又积水");
        office.sees(By.xpath("//div[@class='suban-similar'][contains(., '可能是同一问题的投诉') and contains(., '" + earlier
                + "') and contains(., '同一企业、标题相近')]"));
        office.fills("投诉内容", "厂区门前道路一下雨又积水，货车还是无法进出，请协调排水。");
        office.seesNoEnglish("10-start-form-similar");
        office.submitsStartForm();

        office.takes("研判分类");
        String number = office.numberOnFirstCard();
        office.ticks("一般类");
        office.removesAllFrom("协办单位");
        office.fills("调整理由", "同一问题，由新城先行核实。");
        office.chooses("同一诉求", earlier + "　厂区门前道路积水");
        office.seesNoEnglish("11-triage-similar");
        office.submits();
        assertThat(ledger.complaint(number).matterId())
                .isEqualTo(ledger.complaint(earlier).matterId());
    }
}
