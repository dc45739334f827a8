package suban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("联系方式的遮盖")
class MaskingTest {

    @Test
    @DisplayName("姓名只留姓，手机留前三后四，座机留区号和后四位，邮箱留首字母和域名")
    void eachKind() {
        assertThat(Masking.name("张三丰")).isEqualTo("张**");
        assertThat(Masking.name(" 张三 ")).isEqualTo("张**");
        assertThat(Masking.phone("13812341234")).isEqualTo("138****1234");
        assertThat(Masking.phone("029-33186000")).isEqualTo("029-****6000");
        assertThat(Masking.phone("33186000")).isEqualTo("****6000");
        assertThat(Masking.phone("110")).isEqualTo("****");
        assertThat(Masking.email("zhang.san@x.cn")).isEqualTo("z***@x.cn");
        assertThat(Masking.email("不是邮箱")).isEqualTo("***");
    }

    @Test
    @DisplayName("没有的还是没有；封存、清除、归档的标记不是联系方式")
    void nothingStaysNothing() {
        assertThat(Masking.name(null)).isNull();
        assertThat(Masking.phone("")).isEmpty();
        assertThat(Masking.inText(null)).isNull();
        assertThat(Masking.name(Texts.SEALED)).isEqualTo(Texts.SEALED);
        assertThat(Masking.phone(Texts.ARCHIVED)).isEqualTo(Texts.ARCHIVED);
    }

    @Test
    @DisplayName("文字里的电话、邮箱、身份证号一律遮盖；编号、信用代码、金额、日期不动")
    void inWhatPeopleWrite() {
        assertThat(Masking.inText("请联系13812341234或138-1234-1234，zs@x.com.cn，029-33186000，610102199001011234"))
                .isEqualTo("请联系138****1234或138****1234，z***@x.com.cn，029-****6000，6101**************");
        String harmless = "XX20261122-0001，西咸营商交办〔2026〕12号，91350100M000100Y43，1380000元，2026-11-22 10:00，138123412345";
        assertThat(Masking.inText(harmless)).isEqualTo(harmless);
    }

    @Test
    @DisplayName("正文里提到的联系人本人也遮盖")
    void theContactInTheText() {
        ComplaintContent content = new ComplaintContent(1L, "", "王建国", "33186000", "w@x.cn");
        assertThat(Masking.contactIn("我是王建国，33186000，w@x.cn", content)).isEqualTo("我是王**，****6000，w***@x.cn");
    }
}
