package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import suban.web.PassingTime;

/** Somebody is called away from a half-filled form: it is warned of the end, covered after it, and goes on after the log-in. */
@WithPeople
@DisplayName("填到一半时登录到期")
class EndOfTheLogInTest extends BrowserTest {

    private static final By WARNING = By.cssSelector("#suban-session-warning[open]");
    private static final By OVER = By.cssSelector("#suban-session-over[open]");

    @Autowired
    private PassingTime passing;

    @Test
    @DisplayName("先提醒，到期后遮住；同一人重新登录后接着填，换人登录则清除")
    void whatWasTypedOutlivesTheLogIn() {
        Person clerk = person("ysb1");
        clerk.starts("企业投诉协调办理");
        clerk.fills("企业名称", "泾河新材料有限公司");

        // what they have typed is reported once a minute at most
        passing.pass(Duration.ofMinutes(2));
        clerk.comesBackToTheWindow();
        clerk.isKnownToBeThere();

        passing.pass(Duration.ofMinutes(26));
        clerk.comesBackToTheWindow();
        clerk.sees(WARNING);
        clerk.seesNoEnglish("session-1-warning");
        clerk.click(By.xpath("//dialog//button[.='继续办理']"));
        clerk.seesNothingOf(WARNING);

        passing.pass(Duration.ofMinutes(31));
        clerk.asksInTheBackground();
        clerk.sees(OVER);
        clerk.seesNoEnglish("session-2-over");
        assertThat(clerk.seesPageCovered(OVER)).isTrue();
        assertThat(clerk.answersInTheBackground()).isEmpty();
        clerk.logsInBesides(By.cssSelector("#suban-session-over a"), "ysb1");
        clerk.seesNothingOf(OVER);
        clerk.waitsForAnswersInTheBackground(200, 200);
        assertThat(clerk.valueOf("企业名称")).isEqualTo("泾河新材料有限公司");
        clerk.fills("联系人", "王建国");

        passing.pass(Duration.ofMinutes(31));
        clerk.comesBackToTheWindow();
        clerk.sees(OVER);
        clerk.logsInBesides(By.cssSelector("#suban-session-over a"), "jinghe1");
        clerk.seesNothingOf(By.cssSelector(".modal .fjs-form"));
        clerk.seesNothingOf(OVER);
    }
}
