package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody in front of the browser, in the words of what people do there. Every step waits for what it needs. */
class Person {

    private static final By DOCUMENT = By.cssSelector("li.task .suban-documents-list a");

    /** The product underneath names itself; numbers of cases and other procedures, the engine's ids, accounts and the ends of file names are in letters. */
    private static final Pattern ALLOWED = Pattern.compile("Camunda( Platform| 7)?|v7\\.\\d+\\.\\d+"
            + "|(XX|KH|LH|WT|GX)\\d+-\\d+|\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|账号：\\w+|\\.(png|pdf|txt)\\b");

    private static final Pattern LATIN_WORD = Pattern.compile("\\p{IsLatin}{2,}");

    /** The script of axe-core. */
    private static final String AXE = read("/axe.min.js");

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Where the pictures of the main scenes are wanted besides. */
    private static final String PICTURES = System.getProperty("suban.pictures");

    /** What a reader of the page meets: its text, and what fields and buttons say of themselves. */
    private static final String EVERYTHING_VISIBLE =
            """
            const said = [document.body.innerText];
            for (const element of document.querySelectorAll('[placeholder], [title]')) {
              if (element.checkVisibility()) {
                said.push(element.placeholder || '', element.title || '');
              }
            }
            return said.join('\\n');""";

    private final ChromeDriver browser;

    private int pages;

    private Person(ChromeDriver browser) {
        this.browser = browser;
    }

    /** Logs in at the one log-in page; whoever was there before is gone. */
    static Person logIn(ChromeDriver browser, String address, String user) {
        Person person = new Person(browser);
        browser.manage().deleteAllCookies();
        browser.get(address + "/login");
        person.logsIn(user);
        return person;
    }

    /** Follows a link; whoever was there before is gone. */
    static Person opens(ChromeDriver browser, String address) {
        browser.manage().deleteAllCookies();
        browser.get(address);
        return new Person(browser);
    }

    /** Is asked by another site who they are, and tells it. */
    void logsInAtTheProvider(String issuer, String user, String password) {
        until(ExpectedConditions.urlContains(issuer));
        find(By.name("username"));
        browser.findElement(By.name("username")).sendKeys(user);
        browser.findElement(By.name("password")).sendKeys(password);
        browser.findElement(By.cssSelector("button[type=submit]")).click();
    }

    void waitsFor(Function<WebDriver, Boolean> condition) {
        until(condition);
    }

    /** Fills in the log-in page that is shown. */
    private void logsIn(String user) {
        find(By.name("username"));
        seesNoEnglish();
        browser.findElement(By.name("username")).sendKeys(user);
        browser.findElement(By.name("password")).sendKeys("suban-demo");
        browser.findElement(By.cssSelector("button[type=submit]")).click();
        until(ExpectedConditions.urlContains("/camunda/app/"));
        find(By.cssSelector(".account .dropdown-toggle"));
    }

    /** Follows a link that opens a page of its own, logs in there, closes it and is back where they were. */
    void logsInBesides(By link, String user) {
        String here = browser.getWindowHandle();
        click(link);
        String there = until(page -> browser.getWindowHandles().stream()
                .filter(window -> !window.equals(here))
                .findFirst()
                .orElse(null));
        browser.switchTo().window(there);
        logsIn(user);
        browser.close();
        browser.switchTo().window(here);
    }

    /** As after a break, or from another window. */
    void comesBackToTheWindow() {
        browser.executeScript("window.dispatchEvent(new Event('focus'))");
    }

    /** Waits until the server has been told of keyboard or mouse less than a minute ago. */
    void isKnownToBeThere() {
        until(
                page -> (Boolean)
                        browser.executeAsyncScript(
                                """
                const answer = arguments[0];
                fetch('/camunda/api/suban/session')
                  .then(response => response.json())
                  .then(({ idleFor }) => answer(idleFor < 60));"""));
    }

    /** Their page asks by itself, in both ways there are: one reads, one writes. */
    void asksInTheBackground() {
        browser.executeScript(
                """
                window.answers = [];
                const read = new XMLHttpRequest();
                read.addEventListener('load', () => window.answers.push(read.status));
                read.open('GET', '/camunda/api/engine/engine/default/task/count');
                read.send();
                fetch('/camunda/api/engine/engine/default/task/count', {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': 'of the session that ended' },
                  body: '{}'
                }).then(({ status }) => window.answers.push(status));""");
    }

    /** The statuses the page has got to see so far. */
    List<?> answersInTheBackground() {
        return (List<?>) browser.executeScript("return window.answers");
    }

    void waitsForAnswersInTheBackground(long... statuses) {
        List<?> wanted = Arrays.stream(statuses).boxed().toList();
        until(page -> answersInTheBackground().equals(wanted) ? wanted : null);
    }

    /** Waits until it is there to be seen. */
    void sees(By what) {
        find(what);
    }

    /** Waits until it is not to be seen (any more). */
    void seesNothingOf(By what) {
        until(ExpectedConditions.invisibilityOfElementLocated(what));
    }

    /** Whether the page lies under something that lets neither eyes nor keys through. */
    boolean seesPageCovered(By cover) {
        return (Boolean) browser.executeScript(
                """
                return arguments[0].matches(':modal')
                  && getComputedStyle(arguments[0], '::backdrop').backgroundColor.startsWith('rgb(');""",
                find(cover));
    }

    /** What stands in the field with this label, seen or covered. */
    String valueOf(String label) {
        return browser.findElement(By.xpath(field(label) + "//*[self::input or self::textarea]"))
                .getDomProperty("value");
    }

    /** Opens the start form of the process with this name. */
    void starts(String process) {
        click(By.cssSelector("li.start-process-action a"));
        click(By.xpath("//div[contains(@class,'modal')]//a[normalize-space()='" + process + "']"));
        find(By.cssSelector(".modal .fjs-form"));
    }

    void submitsStartForm() {
        click(By.cssSelector(".modal-footer .btn-primary"));
        until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(".modal")));
    }

    /** Waits for a task of this name in the unit's list, opens and claims it. */
    void takes(String task) {
        By card = By.xpath("//li[contains(@class,'task')]//h4/a[normalize-space()='" + task + "']");
        for (int i = 0; i < 5 && !appears(card, Duration.ofSeconds(4)); i++) {
            browser.navigate().refresh();
        }
        By form = By.cssSelector("[cam-tasklist-task] .fjs-form");
        // a list that is drawn anew under the pointer is clicked at once more
        for (int i = 0; i < 5; i++) {
            click(card);
            if (appears(form, Duration.ofSeconds(12))) {
                break;
            }
        }
        find(form);
        click(By.cssSelector("[cam-tasklist-task-meta] .claim"));
        find(By.cssSelector("[cam-tasklist-task-meta] .unclaim"));
        // the form is drawn anew for its new assignee
        until(ExpectedConditions.elementToBeClickable(
                By.cssSelector("[cam-tasklist-form] .form-actions .btn-default")));
    }

    /** Opens the list of documents on the first card. */
    void opensDocuments() {
        click(By.cssSelector("li.task .suban-documents button"));
        find(DOCUMENT);
    }

    /** The document that the list on a card shows first. */
    String firstDocument() {
        return read(DOCUMENT);
    }

    /** Chooses a file at the place of files inside {@code place}. */
    void adds(By place, Path file) {
        until(page -> {
            page.findElement(place)
                    .findElement(By.cssSelector("input[type=file]"))
                    .sendKeys(file.toAbsolutePath().toString());
            return file;
        });
    }

    /** The names in the list of files inside {@code place}, once there are as many. */
    @SuppressWarnings("unchecked")
    List<String> files(By place, int many) {
        return until(page -> {
            List<String> names = (List<String>) browser.executeScript(
                    "return [...arguments[0].querySelectorAll('.suban-files-name')].map(name => name.innerText)",
                    page.findElement(place));
            return names.size() == many ? names : null;
        });
    }

    /** What the link with this label leads to, read in the page's own session: status, type and the head of the name. */
    List<?> follows(String label) {
        WebElement link = find(By.cssSelector("a[aria-label='" + label + "']"));
        return until(page -> (List<?>) browser.executeAsyncScript(
                """
                const answer = arguments[1];
                fetch(arguments[0]).then(response => answer([response.status, response.headers.get('Content-Type'),
                  response.headers.get('Content-Disposition').split(';')[0]]));""",
                link.getDomProperty("href")));
    }

    /** Whether the picture that is shown has arrived. */
    boolean seesPicture(By picture) {
        WebElement image = find(picture);
        return until(page -> (Boolean)
                browser.executeScript("return arguments[0].complete && arguments[0].naturalWidth > 0 || null", image));
    }

    /** Submits the open task and waits until it has left the screen. */
    void submits() {
        click(By.cssSelector("[cam-tasklist-form] .form-actions .btn-primary"));
        until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector("[cam-tasklist-task] .fjs-form")));
    }

    /** Submits the open task and reads why it was not accepted. */
    String submitsInVain() {
        click(By.cssSelector("[cam-tasklist-form] .form-actions .btn-primary"));
        return read(By.cssSelector(".page-notifications .alert-danger"));
    }

    void fills(String label, String value) {
        type(By.xpath(field(label) + "//*[self::input or self::textarea]"), value);
    }

    /** Types a date, 2026/03/09, and leaves the field, by which it is taken over. */
    void fillsDate(String label, String date) {
        fills(label, date);
        browser.switchTo().activeElement().sendKeys(Keys.TAB);
    }

    /** Fills the field of this form-js id in a row of a list. */
    void fillsRow(String id, int row, String value) {
        type(By.cssSelector("input[id$='" + id + "_" + row + "']"), value);
    }

    void chooses(String label, String option) {
        click(By.xpath(field(label) + "//*[contains(@class,'fjs-input-group')]"));
        click(By.xpath("//*[contains(@class,'fjs-dropdownlist-item')][normalize-space()='" + option + "']"));
    }

    /** Adds to a field that holds several. */
    void choosesAlso(String label, String option) {
        click(By.xpath(field(label) + "//input"));
        click(By.xpath("//*[contains(@class,'fjs-dropdownlist-item')][normalize-space()='" + option + "']"));
    }

    void removesAllFrom(String label) {
        By remove = By.xpath(field(label) + "//button[contains(@class,'fjs-taglist-tag-remove')]");
        for (int left = browser.findElements(remove).size(); left > 0; left--) {
            click(remove);
            until(ExpectedConditions.numberOfElementsToBe(remove, left - 1));
        }
    }

    /** Radio button or checkbox. */
    void ticks(String label) {
        click(By.xpath("//form//label[contains(@class,'fjs-')][starts-with(normalize-space(),'" + label + "')]"));
    }

    /** Works from now on at a screen of 390 × 844, as phones have. */
    void holdsAPhone() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        browser.navigate().refresh();
    }

    /** Nothing lies beside the screen, and what is to be tapped is large enough for a finger. */
    void findsThePageMadeForAPhone() {
        assertThat(
                        (List<?>)
                                browser.executeScript(
                                        """
                const wide = document.documentElement.scrollWidth > window.innerWidth ? ['page'] : [];
                const buttons = '.suban-back, .suban-aside-fold, .form-actions .btn, .meta .claim, .task-filters .name > a';
                const small = [...document.querySelectorAll(buttons)]
                  .filter(it => it.checkVisibility() && !it.closest('.ng-hide'))
                  .filter(it => Math.max(it.getBoundingClientRect().height, it.closest('.item')?.clientHeight || 0) < 42)
                  .map(it => `${it.className} ${it.getBoundingClientRect().height}`);
                return [window.innerWidth, ...wide, ...small];"""))
                .as(browser.getCurrentUrl())
                .hasSize(1);
    }

    /** Opens every section of the case beside the form, and every explanation of a date; returns what is read there. */
    String readsTheWholeCase() {
        By unopened = By.cssSelector(".suban-aside details:not([open]) > summary");
        find(By.cssSelector(".suban-aside .suban-case-head"));
        while (!browser.findElements(unopened).isEmpty()) {
            click(unopened);
        }
        By unexplained = By.cssSelector(".suban-aside .suban-why-button[aria-expanded=false]");
        while (!browser.findElements(unexplained).isEmpty()) {
            click(unexplained);
        }
        return read(By.cssSelector(".suban-aside-body"));
    }

    /** Looks away and back, as from another window: the case is asked for anew. */
    void looksAgain() {
        browser.executeScript("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** What is open in the diagram over the page; it is closed again. */
    String readsWhatTheTaskIsFor() {
        click(By.cssSelector(".suban-about"));
        until(ExpectedConditions.presenceOfElementLocated(
                By.cssSelector(".suban-about-dialog [data-element-id='userTask_respond']")));
        String words = read(By.cssSelector(".suban-about-dialog p"));
        click(By.cssSelector(".suban-about-dialog .btn"));
        until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(".suban-about-dialog")));
        return words;
    }

    /** The case number on the first card of the list. */
    String numberOnFirstCard() {
        return read(By.cssSelector(".suban-card-number"));
    }

    /** In Cockpit: finds the open tasks of a case by its number; each as one line of text. */
    List<String> findsCase(String number) {
        click(By.id("suban-all-tasks"));
        type(By.cssSelector(".suban-cases input[type=search]"), number + Keys.ENTER);
        return until(page -> {
            List<String> rows = rows();
            return rows.isEmpty() || !rows.stream().allMatch(row -> row.contains(number)) ? null : rows;
        });
    }

    /** Opens another of the applications. */
    void goesTo(String application) {
        browser.get(URI.create(browser.getCurrentUrl())
                .resolve("/camunda/app/" + application + "/")
                .toString());
    }

    /** On the board: follows the number behind this label to its list; each case as one line of text. */
    @SuppressWarnings("unchecked")
    List<String> followsTheNumber(String label) {
        click(By.id("suban-board-link"));
        click(By.cssSelector("a.suban-number[aria-label^='" + label + "：']"));
        return until(page -> {
            List<String> rows = (List<String>) browser.executeScript(
                    "return [...document.querySelectorAll('.suban-list tbody tr')].map(row => row.innerText)");
            return rows.isEmpty() ? null : rows;
        });
    }

    /** From a list: opens a case, and waits until the way it went is drawn on its diagram. */
    List<String> opensThePathOf(String number) {
        click(By.linkText(number));
        find(By.cssSelector(".suban-diagram .suban-gone"));
        find(By.cssSelector(".suban-diagram .suban-taken"));
        return browser.findElements(By.cssSelector(".suban-run")).stream()
                .map(run -> run.getText().lines().findFirst().orElse(""))
                .toList();
    }

    /** On a case's page: chooses one of its runs, and waits for its diagram; its steps, each as one line of text. */
    @SuppressWarnings("unchecked")
    List<String> looksAt(String run) {
        click(By.xpath("//button[contains(@class,'suban-run')][contains(.,'" + run + "')]"));
        find(By.cssSelector(".suban-diagram .suban-gone"));
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll('.suban-step-list tbody tr')].map(row => row.innerText)");
    }

    /** Read in one go: the table is drawn anew with every answer. */
    @SuppressWarnings("unchecked")
    private List<String> rows() {
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll('.suban-cases tbody tr')].map(row => row.innerText)");
    }

    /** Opens a page of one of the applications by its address, and waits for what it is about and for all it asks the server. */
    void opens(String application, String page, By what) {
        String address = browser.getCurrentUrl().replaceFirst("/camunda/app/.*", "");
        pages++; // another place after the # alone loads nothing anew
        browser.get(address + "/camunda/app/" + application + "/default/?" + pages + "#" + page);
        find(what);
        waitsForAllAnswers();
    }

    private void waitsForAllAnswers() {
        until(
                page -> (Boolean)
                        browser.executeScript(
                                """
                return !/正在(读取|绘制|加载)/.test(document.body.innerText)
                  && window.angular.element(document.body).injector().get('$http').pendingRequests.length === 0"""));
    }

    /** Goes from task to task as by the list, without loading the page again; waits for its form and, where it has one, its case. */
    void opensTask(String id, String number) {
        browser.executeScript(
                """
                document.querySelectorAll('.fjs-form').forEach(form => form.classList.add('before'));
                window.location.hash = `/?task=${arguments[0]}`;""",
                id);
        find(By.cssSelector("[cam-tasklist-task] .fjs-form:not(.before)"));
        if (number.startsWith("XX")) {
            find(By.xpath(
                    "//*[contains(@class,'suban-aside-body')]/div[not(@hidden)]//*[contains(@class,'suban-case-head')][contains(.,'"
                            + number + "')]"));
        }
        waitsForAllAnswers();
    }

    /** Claims the task that is open, if nobody has. */
    void claims() {
        By claim = By.cssSelector("[cam-tasklist-task-meta] .claim");
        if (browser.findElements(claim).stream().anyMatch(WebElement::isDisplayed)) {
            click(claim);
        }
        find(By.cssSelector("[cam-tasklist-task-meta] .unclaim"));
        until(ExpectedConditions.elementToBeClickable(
                By.cssSelector("[cam-tasklist-form] .form-actions .btn-default")));
        waitsForAllAnswers();
    }

    /** Opens the calendar of the date with this label. */
    void opensCalendarOf(String label) {
        click(By.xpath(field(label) + "//input"));
        find(By.cssSelector(".flatpickr-calendar.open"));
    }

    void closesCalendar() {
        browser.switchTo().activeElement().sendKeys(Keys.TAB);
        seesNothingOf(By.cssSelector(".flatpickr-calendar.open"));
    }

    /** By the wheel of the mouse, and by nothing else, a reader comes to the end of {@code what}. */
    void scrollsToTheEndOf(By what) {
        WebElement page = find(what);
        until(again -> {
            new Actions(browser)
                    .scrollFromOrigin(WheelInput.ScrollOrigin.fromViewport(8, 300), 0, 5000)
                    .perform();
            return (Boolean) browser.executeScript(
                            "return arguments[0].getBoundingClientRect().bottom <= window.innerHeight", page)
                    ? page
                    : null;
        });
    }

    /** Looks at {@code width} × {@code height} points, of 2 × 2 dots each on a phone, keeps the picture and checks that nothing is in English. */
    void pictures(String scene, int width, int height, boolean phone) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        new Actions(browser).moveToLocation(4, 4).perform(); // no hint of what was clicked last
        waitsForAllAnswers();
        browser.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
        seesNoEnglish();
        byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
        keep(picture, SCREENSHOTS.resolve(scene + ".png"));
        if (PICTURES != null) {
            keep(small(picture), Path.of(PICTURES, scene + ".png"));
        }
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Nobody has to scroll sideways to read a form or the case beside it. */
    void findsNothingCutOff() {
        assertThat(
                        (List<?>)
                                browser.executeScript(
                                        """
                        return [...document.querySelectorAll('[cam-tasklist-form], .suban-case')]
                          .filter(part => part.scrollWidth > part.clientWidth + 1)
                          .map(part => `${part.className}: ${part.scrollWidth} > ${part.clientWidth}`)"""))
                .as(browser.getCurrentUrl())
                .isEmpty();
    }

    /** Accessibility: nothing serious or critical within this part of the page. */
    void findsItFitForEverybody(String part) {
        find(By.cssSelector(part));
        browser.executeScript(AXE);
        assertThat((List<?>) browser.executeAsyncScript(
                        """
                        const answer = arguments[1];
                        axe.run(arguments[0]).then(({ violations }) => answer(violations
                          .filter(({ impact }) => ['serious', 'critical'].includes(impact))
                          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map(({ html }) => html).join(' ')}`)))""",
                        part))
                .as(browser.getCurrentUrl() + " " + part)
                .isEmpty();
    }

    /** Keeps a picture of the page and checks that nothing on it is in English. */
    void seesNoEnglish(String scene) {
        keepPicture(scene);
        seesNoEnglish();
    }

    private void keepPicture(String name) {
        keep(browser.getScreenshotAs(OutputType.BYTES), SCREENSHOTS.resolve(name + ".png"));
    }

    /** The same picture in as few bytes as its format takes: a browser writes fast, not small. */
    private static byte[] small(byte[] picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam way = writer.getDefaultWriteParam();
        way.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        way.setCompressionQuality(0);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(written)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(ImageIO.read(new ByteArrayInputStream(picture)), null, null), way);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return written.toByteArray();
    }

    private static void keep(byte[] picture, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void seesNoEnglish() {
        String visible = (String) browser.executeScript(EVERYTHING_VISIBLE);
        Stream<String> words = LATIN_WORD
                .matcher(ALLOWED.matcher(visible).replaceAll(""))
                .results()
                .map(MatchResult::group);
        assertThat(words.distinct()).as(browser.getCurrentUrl()).isEmpty();
    }

    private static String field(String label) {
        return "//*[contains(concat(' ',@class,' '),' fjs-form-field ')][not(contains(@class,'-grouplike'))][.//label[starts-with(normalize-space(),'"
                + label + "')]]";
    }

    private WebElement find(By what) {
        return until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    /** Its text as soon as there is one. */
    private String read(By what) {
        return until(page -> {
            String text = page.findElement(what).getText();
            return text.isBlank() ? null : text;
        });
    }

    /** Puts {@code value} in the place of what stood there. */
    private void type(By what, String value) {
        until(page -> {
            WebElement input = page.findElement(what);
            input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, value);
            return input;
        });
    }

    /** Clicks as soon as it can be clicked. */
    void click(By what) {
        until(page -> {
            WebElement element = page.findElement(what);
            if (!element.isDisplayed() || !element.isEnabled()) {
                return null;
            }
            browser.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
            element.click();
            return element;
        });
    }

    private boolean appears(By what, Duration patience) {
        try {
            new WebDriverWait(browser, patience).until(ExpectedConditions.visibilityOfElementLocated(what));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Tries until it succeeds: lists and forms are drawn anew under the pointer. */
    private <T> T until(Function<? super WebDriver, T> condition) {
        try {
            return new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(100))
                    .ignoreAll(List.of(
                            NoSuchElementException.class,
                            StaleElementReferenceException.class,
                            ElementNotInteractableException.class))
                    .until(condition);
        } catch (TimeoutException e) {
            keepPicture("failed");
            throw new AssertionError("Page says: " + browser.executeScript(EVERYTHING_VISIBLE), e);
        }
    }

    private static String read(String resource) {
        try (InputStream script = Person.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
