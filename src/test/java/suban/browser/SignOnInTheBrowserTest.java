package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.boot.test.web.server.LocalServerPort;
import suban.web.SignOnTest;
import suban.web.TestProvider;

/** Somebody follows a link to Tasklist, logs in at the provider, is where they wanted to be, and leaves both. */
@SignOnTest
@DisplayName("浏览器中的单点登录")
class SignOnInTheBrowserTest extends BrowserTest {

    private static final String HASH = "#/?searchQuery=%5B%5D";

    @LocalServerPort
    private int port;

    @Test
    @DisplayName("按链接进入，经平台登录后到所要的位置；退出时两边都退出；没有单位的人看到说明")
    void thereAndBack() {
        String application = "http://localhost:" + port;
        TestProvider provider = TestProvider.up().serves(application);
        provider.says("hualan", Map.of("preferred_username", "hualan", "name", "花岚", "groups", List.of("shuiwu")));
        Person person = Person.opens(browser, application + "/camunda/app/tasklist/default/" + HASH);

        person.logsInAtTheProvider(provider.issuer(), "hualan", TestProvider.PASSWORD);
        person.waitsFor(ExpectedConditions.urlContains("/camunda/app/tasklist/"));
        person.sees(By.cssSelector(".account .dropdown-toggle"));
        assertThat(browser.getCurrentUrl()).contains("searchQuery");
        person.click(By.cssSelector(".account .dropdown-toggle"));
        person.sees(By.xpath("//li[contains(@class, 'suban-password')]/a[.='退出所有设备']"));
        person.seesNoEnglish("sign-on-1-tasklist");

        person.click(By.cssSelector(".account li.logout a"));
        person.waitsFor(ExpectedConditions.urlToBe(application + "/login?error=out"));
        person.seesNoEnglish("sign-on-2-out");
        person.click(By.id("sign-on"));

        provider.says("guest");
        person.logsInAtTheProvider(provider.issuer(), "guest", TestProvider.PASSWORD);
        person.waitsFor(ExpectedConditions.urlToBe(application + "/login?error=NO_GROUP"));
        person.sees(By.xpath("//p[@role='alert'][contains(., '未被归入')]"));
        person.seesNoEnglish("sign-on-3-refused");
    }
}
