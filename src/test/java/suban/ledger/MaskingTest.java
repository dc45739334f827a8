package suban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "+8613800138000, +86138****8000",
        "8613800138000, 86138****8000",
        "0086 13800138000, 0086 138****8000",
        "+86 138 0013 8000, +86 138****8000",
        "013800138000, 0138****8000",
        "１３８００１３８０００, １３８****８０００",
        "138－0013－8000, 138****8000",
        "02988881234, 029****1234",
        "09173260001, 0917****0001",
        "(029)88881234, (029)****1234",
        "（029）8888 1234, （029）****1234",
        "029 88881234, 029 ****1234",
        "029-8888-1234, 029-****1234",
        "０２９－８８８８１２３４, ０２９－****１２３４",
        "+862988881234, +8629****1234",
        "+86 29 88881234, +86 29 ****1234",
        "+86-029-88881234, +86-029-****1234",
        "zs＠x.cn, z***@x.cn",
        "６１０１０２１９９００１０１１２３４, ６１０１**************"
    })
    @DisplayName("国家代码、没有分隔、括号、空格、全角，写法不同一样遮盖")
    void howeverItIsWritten(String written, String masked) {
        assertThat(Masking.inText("电话" + written + "，请联系")).isEqualTo("电话" + masked + "，请联系");
        assertThat(Masking.inText(written)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XX20260303-0001",
                "XX20260303-029888812",
                "XX20260303-0351 20260304",
                "XX20260303-0351-20260304",
                "XX20260303-0298 20260303-0299",
                "西咸营商交办〔2026〕029号",
                "西咸营商督〔2026〕10号，2026年03月02日10:00",
                "2026-03-02 10:00至2026-03-20 18:00",
                "20260302 100000",
                "91610131MA6TXQ8L3K",
                "91350100M000100Y43",
                "911101081234567890",
                "12610000435230010X",
                "86138001380001",
                "138001380000元",
                "1380000.00元，0.12345678元，12,345,678.90元",
                "029号文，2988881234",
                "LC02988881234",
                "0123456789abcdef0123456789abcdef"
            })
    @DisplayName("投诉编号、文号、日期、金额、信用代码、工单号照常能读")
    void whatIsNoContactStays(String text) {
        assertThat(Masking.inText(text)).isEqualTo(text);
    }

    @Test
    @DisplayName("正文里提到的联系人本人也遮盖")
    void theContactInTheText() {
        ComplaintContent content = new ComplaintContent(1L, "", "王建国", "33186000", "w@x.cn");
        assertThat(Masking.contactIn("我是王建国，33186000，w@x.cn", content)).isEqualTo("我是王**，****6000，w***@x.cn");
    }
}
