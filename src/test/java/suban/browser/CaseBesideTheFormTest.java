package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;
import suban.ledger.Ledger;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Visit;
import suban.ledger.Visits;

/** What people look at beside the form costs them nothing that they typed; and a phone is enough where they stand. */
@WithPeople
@DisplayName("案件在表单旁边；手机上也能办")
class CaseBesideTheFormTest extends BrowserTest {

    @Autowired
    private Acts acts;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Visits visits;

    @AfterEach
    void putThePhoneAway() {
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Logs in at the desk, where the page says who one is, and goes out with the phone. */
    private Person onAPhone(String user) {
        putThePhoneAway();
        Person person = person(user);
        person.holdsAPhone();
        return person;
    }

    /** A general complaint of this 新城, dispatched to it with one co-handler. */
    private String dispatched(String host, String coHandler) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("channel", "PHONE");
        form.put("demandType", "意见建议");
        form.put("enterpriseName", "jinghe".equals(host) ? "泾河新材料有限公司" : "沣西新材料有限公司");
        form.put("newCity", host);
        form.put("contactName", "王建国");
        form.put("contactPhone", "13800138000");
        form.put("title", "厂区门前道路积水");
        form.put("content", "厂区门前道路一下雨就积水，货车无法进出。");
        form.put("declaredGround", "NONE");
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, host, coHandler);
        return number;
    }

    @Test
    @Tag("article-9")
    @DisplayName("填了一半，展开案件的每一处、收起再展开、看流程图、重新读取，填的都还在；全程无英文")
    void nothingTypedIsLostByLooking() {
        String number = dispatched("jinghe", "zijian");
        Person host = person("jinghe1");
        host.takes("当日回应企业");
        host.ticks("电话");
        host.fills("了解到的情况", "雨水井被淤泥堵住，");
        assertThat(host.readsTheWholeCase())
                .contains(number, "泾河新材料有限公司", "13800138000", "积水，货车无法进出", "企业时限", "当日回应", "住房和城乡建设局", "研判分类")
                .contains("起算日不计入", "第5天");
        host.seesNoEnglish("10-case-beside-the-form");
        assertThat(host.readsWhatTheTaskIsFor()).contains("第九条");
        By fold = By.cssSelector(".suban-aside-fold");
        host.click(fold);
        host.seesNothingOf(By.cssSelector(".suban-case-head"));
        host.click(fold);
        host.sees(By.cssSelector(".suban-case-head"));
        acts.opine("zijian1", number, "三日内疏通");
        host.looksAgain();
        host.sees(By.xpath("//*[contains(@class,'suban-aside')]//blockquote[contains(.,'三日内疏通')]"));
        assertThat(host.valueOf("了解到的情况")).isEqualTo("雨水井被淤泥堵住，");
        host.submits();
        assertThat(ledger.attempt(number, 1).respondedAt()).isNotNull();
        host.seesNothingOf(By.cssSelector(".suban-aside"));
    }

    @Test
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("手机宽度：找到待办、认领、当日回应、提协办意见、记录回访，不用左右滑动")
    void aPhoneIsEnough() {
        String number = dispatched("fengxi", "shengtai");

        Person host = onAPhone("fengxi1");
        host.sees(By.cssSelector("li.task"));
        host.findsThePageMadeForAPhone();
        host.seesNoEnglish("11-phone-list");
        host.takes("当日回应企业");
        host.findsThePageMadeForAPhone();
        host.seesNothingOf(By.cssSelector("li.task"));
        host.seesNothingOf(By.cssSelector(".suban-case-head")); // folded: the form comes first
        host.ticks("电话");
        host.fills("了解到的情况", "已到现场查看。");
        host.click(By.cssSelector(".suban-aside-fold"));
        host.sees(By.cssSelector(".suban-case-head"));
        host.findsThePageMadeForAPhone();
        host.seesNoEnglish("12-phone-respond");
        host.click(By.cssSelector(".suban-aside-fold"));
        assertThat(host.valueOf("了解到的情况")).isEqualTo("已到现场查看。");
        host.submits();
        host.sees(By.cssSelector("li.task")); // back at the list
        assertThat(ledger.attempt(number, 1).respondedAt()).isNotNull();

        Person coHandler = onAPhone("shengtai1");
        coHandler.takes("提出协办意见");
        coHandler.fills("协办意见", "管网接口已查明。");
        coHandler.findsThePageMadeForAPhone();
        coHandler.seesNoEnglish("13-phone-opinion");
        coHandler.submits();
        acts.ready("fengxi1", number, "已疏通");
        acts.reply("fengxi1", number, Outcome.RESOLVED, "管网已疏通。");

        Person visitor = onAPhone("ysb2");
        visitor.takes("回访企业");
        visitor.click(By.cssSelector(".suban-back"));
        visitor.click(By.xpath("//li[contains(@class,'task')]//h4/a[normalize-space()='回访企业']"));
        visitor.ticks("已联系上企业");
        visitor.ticks("满意");
        visitor.findsThePageMadeForAPhone();
        visitor.seesNoEnglish("14-phone-visit");
        visitor.submits();
        assertThat(visits.findByAttemptIdInOrderByAt(
                        List.of(ledger.attempt(number, 1).id())))
                .extracting(Visit::rating)
                .containsExactly(Rating.SATISFIED);
    }
}
