package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;

@ApiTest
@DisplayName("文书的查看")
class DocumentApiTest {

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    private String dispatched() {
        String number = api.file("ysb1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        return number;
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：列出文书的编号、种类、标题、收文单位和时间；点开是 PDF，文件名是文号")
    void listedAndPrinted() {
        String number = dispatched();
        JsonNode documents = api.read("jinghe1", "/api/complaints/" + number + "/documents");
        assertThat(documents).hasSize(1);
        JsonNode document = documents.get(0);
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly("id", "documentNumber", "kind", "kindText", "title", "recipient", "issuedAt");
        assertThat(document.path("documentNumber").asText()).matches("西咸营商交办〔\\d{4}〕\\d+号");
        assertThat(document.path("kind").asText()).isEqualTo("ASSIGNMENT");
        assertThat(document.path("title").asText()).isEqualTo("企业投诉交办单");
        assertThat(document.path("recipient").asText()).isEqualTo("泾河新城");
        assertThat(document.path("issuedAt").asText()).endsWith("+08:00");
        String path = "documents/" + document.path("id").asText() + ".pdf";
        for (HttpResponse<String> answer : java.util.List.of(
                api.get("jinghe1", "/api/" + path), api.withSession("jinghe1").get("/camunda/api/suban/" + path))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("%PDF-");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("inline;")
                    .contains("filename*=UTF-8''%E8%A5%BF%E5%92%B8%E8%90%A5%E5%95%86%E4%BA%A4%E5%8A%9E%E3%80%94");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            // a sandbox shows no PDF
            assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
        }
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：别人的、没有的、不成编号的文书，都答没有")
    void everybodyElseFindsNone() {
        String number = dispatched();
        long id = api.read("jinghe1", "/api/complaints/" + number + "/documents")
                .get(0)
                .path("id")
                .asLong();
        for (String user : java.util.List.of("zijian1", "shichang1", "fengdong1", "analyst1", "channel1")) {
            HttpResponse<String> answer = api.get(user, "/api/documents/" + id + ".pdf");
            assertThat(answer.statusCode()).as(user).isEqualTo(404);
            assertThat(answer.body()).contains("没有该文书").doesNotContain(number);
        }
        for (String none : java.util.List.of("999999", "0", "x", "1e3", "-1", "99999999999999999999")) {
            assertThat(api.get("ysb1", "/api/documents/" + none + ".pdf").statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
        assertThat(api.get("ysb1", "/api/complaints/XX20990101-0001/documents").statusCode())
                .isEqualTo(404);
    }
}
