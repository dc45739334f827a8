package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;

/** Files of a case by the people whose work it is: with the registration, looked at and added while a form is half filled in. */
@WithPeople
@DisplayName("在浏览器里上传、预览、下载附件")
class AttachmentsInTheBrowserTest extends BrowserTest {

    private static final By START = By.cssSelector(".modal .suban-files");
    private static final By TASK = By.cssSelector(".suban-case .suban-files");

    @TempDir
    static Path folder;

    @Autowired
    private Acts acts;

    @Autowired
    private JdbcTemplate jdbc;

    private static Path picture() throws IOException {
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x8fb3d9));
        pen.fillRect(0, 0, 640, 400);
        pen.setColor(new Color(0x4c5a68));
        pen.fillRect(0, 280, 640, 120);
        pen.dispose();
        Path file = folder.resolve("厂区门前积水现场照片.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static Path text(String name, String words) throws IOException {
        return Files.write(folder.resolve(name), words.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Tag("article-6")
    @Tag("article-9")
    @DisplayName("登记时附上照片和来信；主办单位边填表边预览、下载，再添一份；填了一半的内容不丢")
    void filesOfOneCase() throws IOException {
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
        office.adds(START, picture());
        office.adds(START, text("企业来信.pdf", "%PDF-1.4\n% letter\n%%EOF\n"));
        office.adds(START, text("安装程序.exe", "MZ"));
        assertThat(office.files(START, 3)).containsExactly("厂区门前积水现场照片.png", "企业来信.pdf", "安装程序.exe");
        office.sees(By.xpath("//li[contains(.,'企业来信.pdf') and contains(.,'随登记一并提交')]"));
        // what was not taken is not left behind without a word
        office.click(By.cssSelector(".modal-footer .btn-primary"));
        office.sees(By.xpath("//*[contains(@class,'suban-files-note')][contains(.,'请重试或移除后再登记')]"));
        office.click(By.cssSelector("button[aria-label='移除安装程序.exe']"));
        office.seesNoEnglish("20-start-form-files");
        office.submitsStartForm();
        office.takes("研判分类");
        String number = office.numberOnFirstCard();
        assertThat(office.files(TASK, 2)).containsExactly("厂区门前积水现场照片.png", "企业来信.pdf");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");

        Person host = person("jinghe1");
        host.takes("当日回应企业");
        assertThat(host.files(TASK, 2)).containsExactly("厂区门前积水现场照片.png", "企业来信.pdf");
        host.ticks("电话");
        host.fillsDate("告知企业的办结日期", "2026/03/09");
        host.seesNoEnglish("21-task-files");
        host.click(By.cssSelector("button[aria-label='预览厂区门前积水现场照片.png']"));
        assertThat(host.seesPicture(By.cssSelector(".suban-preview-image"))).isTrue();
        host.seesNoEnglish("22-preview");
        host.click(By.cssSelector("button[aria-label='关闭预览']"));
        host.seesNothingOf(By.cssSelector(".suban-preview"));
        assertThat(host.follows("在新标签页预览企业来信.pdf")).isEqualTo(List.of(200L, "application/pdf", "inline"));
        assertThat(host.follows("下载企业来信.pdf")).isEqualTo(List.of(200L, "application/pdf", "attachment"));
        host.adds(TASK, text("现场核查记录.txt", "已到现场，管网淤堵。"));
        host.sees(By.xpath("//li[contains(.,'现场核查记录.txt') and contains(.,'泾河新城')]"));
        host.seesNoEnglish("23-task-file-added");
        assertThat(host.valueOf("告知企业的办结日期")).isEqualTo("2026/3/9");
        host.submits();

        registersWithOneFileAddedLast();
    }

    /** Nothing is typed behind it, and it is submitted at once. */
    private void registersWithOneFileAddedLast() throws IOException {
        Person office = person("ysb1");
        office.starts("企业投诉协调办理");
        office.chooses("收到渠道", "电话");
        office.chooses("诉求类型", "意见建议");
        office.fills("企业名称", "泾河新能源有限公司");
        office.chooses("所属新城", "泾河新城");
        office.fills("联系人", "李建国");
        office.fills("联系电话", "13800138001");
        office.fills("标题", "充电桩报装无人受理");
        office.fills("投诉内容", "充电桩报装窗口互相推诿，请协调。");
        office.adds(START, text("报装申请.txt", "报装申请"));
        office.sees(By.xpath("//li[contains(.,'报装申请.txt') and contains(.,'随登记一并提交')]"));
        office.submitsStartForm();
        assertThat(jdbc.queryForList(
                        "select a.file_name from attachment a join complaint c on c.id = a.complaint_id where c.title = ?",
                        String.class,
                        "充电桩报装无人受理"))
                .containsExactly("报装申请.txt");
    }
}
