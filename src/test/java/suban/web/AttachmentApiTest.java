package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Api.complaint;
import static suban.web.Api.json;
import static suban.web.Multipart.ole;
import static suban.web.Multipart.pdf;
import static suban.web.Multipart.png;
import static suban.web.Multipart.zip;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;

@ApiTest
@DisplayName("附件的上传、查看、下载和移除")
class AttachmentApiTest {

    private static final String SESSION = "/camunda/api/suban";

    private static int serial;

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    private final Map<String, Visitor> sessions = new HashMap<>();

    @Autowired
    JdbcTemplate jdbc;

    private static HttpResponse<String> post(Visitor visitor, Map<String, Object> complaint, Object... files) {
        Multipart body = new Multipart().complaint(json(complaint));
        for (int i = 0; i < files.length; i += 2) {
            body.file("attachments", (String) files[i], (byte[]) files[i + 1]);
        }
        return visitor.sendBytes("/api/complaints", Multipart.TYPE, body.bytes());
    }

    private String filed(String user, Object... files) {
        HttpResponse<String> answer = post(api.as(user), complaint("demandType", "意见建议"), files);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Visitor.json(answer).path("number").asText();
    }

    private static HttpResponse<String> add(Visitor session, String number, Object... files) {
        Multipart body = new Multipart();
        for (int i = 0; i < files.length; i += 2) {
            body.file("file", (String) files[i], (byte[]) files[i + 1]);
        }
        return session.sendBytes(SESSION + "/complaints/" + number + "/attachments", Multipart.TYPE, body.bytes());
    }

    private Visitor session(String user) {
        return sessions.computeIfAbsent(user, api::withSession);
    }

    private Map<String, Long> files(String user, String number) {
        Map<String, Long> files = new LinkedHashMap<>();
        for (JsonNode file :
                api.read(user, "/api/complaints/" + number + "/attachments").path("files")) {
            files.put(file.path("name").asText(), file.path("id").asLong());
        }
        return files;
    }

    private long stored() {
        return jdbc.queryForObject(
                "select (select count(*) from complaint) + (select count(*) from attachment_content)"
                        + " + (select count(*) from attachment_upload) + (select count(*) from attachment)",
                Long.class);
    }

    private static byte[] unique(String words) {
        return pdf(words + ++serial);
    }

    @Test
    @Tag("article-6")
    @DisplayName("第六条：随投诉提交的附件列出名称、大小、上传人和时间，按中文名下载，内容原样")
    void filedWithTheComplaint() {
        byte[] licence = unique("营业执照");
        String number = filed("ysb1", "营业执照 副本（2026）.pdf", licence, "现场照片.PNG", png("现场" + ++serial));

        JsonNode list = api.read("ysb1", "/api/complaints/" + number + "/attachments");
        assertThat(list.path("mayAdd").asBoolean()).isTrue();
        JsonNode first = list.at("/files/0");
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "mediaType",
                        "size",
                        "preview",
                        "uploadedBy",
                        "unit",
                        "at",
                        "original",
                        "removable");
        assertThat(first.path("name").asText()).isEqualTo("营业执照 副本（2026）.pdf");
        assertThat(first.path("size").asInt()).isEqualTo(licence.length);
        assertThat(first.path("unit").asText()).isEqualTo("新区营商办");
        assertThat(first.path("at").asText()).endsWith("+08:00");
        assertThat(first.path("original").asBoolean()).isTrue();

        for (HttpResponse<String> answer : List.of(
                api.get("ysb1", "/api/attachments/" + first.path("id").asText()),
                session("ysb1").get(SESSION + "/attachments/" + first.path("id").asText()))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(new String(licence, StandardCharsets.UTF_8));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(licence.length));
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("inline; filename=\"")
                    .contains("filename*=UTF-8''%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'")
                    .doesNotContain("script");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
            assertThat(answer.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{64}\"");
        }
        HttpResponse<String> saved =
                api.get("ysb1", "/api/attachments/" + first.path("id").asText() + "?download=true");
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;");
        HttpResponse<String> known = api.as("ysb1")
                .with("If-None-Match", saved.headers().firstValue("ETag").orElseThrow())
                .get("/api/attachments/" + first.path("id").asText());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();

        String told = api.read("ysb1", "/api/complaints/" + number)
                .path("timeline")
                .findValuesAsText("text")
                .toString();
        assertThat(told).contains("新区营商办添加附件：文件“营业执照 副本（2026）.pdf、现场照片.PNG”。");
    }

    @Test
    @DisplayName("可以直接显示的只有图片和 PDF，其余一律另存，任何内容都不能在浏览器中运行")
    void nothingRuns() {
        Object[] all = {
            "图.png",
            png("x" + ++serial),
            "文.docx",
            zip("[Content_Types].xml", "word/document.xml"),
            "表.xlsx",
            zip("[Content_Types].xml", "xl/workbook.xml"),
            "片.pptx",
            zip("[Content_Types].xml", "ppt/presentation.xml"),
            "版.ofd",
            zip("OFD.xml"),
            "旧.doc",
            ole("WordDocument"),
            "旧.xls",
            ole("Workbook"),
            "旧.ppt",
            ole("PowerPoint Document"),
            "金.wps",
            ole("WordDocument"),
            "金.et",
            ole("Workbook"),
            "金.dps",
            ole("PowerPoint Document"),
            "字.txt",
            "一行文字".getBytes(Charset.forName("GB18030")),
            "字.csv",
            "编号,名称\n1,甲".getBytes(StandardCharsets.UTF_8)
        };
        String number = filed("ysb1", all);
        Map<String, Long> files = files("ysb1", number);
        // the same bytes under another name are the same file: 金.* are 旧.*
        assertThat(files.keySet())
                .containsExactly(
                        "图.png", "文.docx", "表.xlsx", "片.pptx", "版.ofd", "旧.doc", "旧.xls", "旧.ppt", "字.txt", "字.csv");
        files.forEach((name, id) -> {
            HttpResponse<String> answer = session("ysb1").get(SESSION + "/attachments/" + id);
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .as(name)
                    .startsWith(name.equals("图.png") ? "inline;" : "attachment;");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(name)
                    .containsExactly("sandbox; default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .as(name)
                    .doesNotContain("html", "svg", "xml;");
        });
    }

    @Test
    @DisplayName("内容与扩展名不符、可执行、网页、压缩包、空文件、名称不成样的，逐个说明，什么都不保存")
    void hostileFiles() {
        byte[] html = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.UTF_8);
        byte[] exe = new byte[512];
        exe[0] = 'M';
        exe[1] = 'Z';
        long before = stored();
        Object[][] refused = {
            {"网页.png", html, "内容与扩展名“png”不符"},
            {"图.svg", svg, "不接受“图.svg”这种类型"},
            {"图.png", svg, "内容与扩展名"},
            {"页.html", html, "不接受"},
            {"页.txt", html, "内容与扩展名"},
            {"矢量.txt", svg, "内容与扩展名"},
            {"程序.exe", exe, "不接受"},
            {"程序.pdf", exe, "内容与扩展名"},
            {"程序.txt", exe, "内容与扩展名"},
            {"安装.doc", ole("MsiInstaller"), "内容与扩展名"},
            {"包.zip", zip("a.exe"), "不接受"},
            {"包.docx", zip("a.exe"), "内容与扩展名"},
            {"宏.docx", zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "含有宏"},
            {"坏.docx", "PK\u0003\u0004xx".getBytes(StandardCharsets.UTF_8), "内容与扩展名"},
            {"空.pdf", new byte[0], "“空.pdf”是空文件"},
            {"没有扩展名", pdf("x"), "不接受"},
            {".pdf", pdf("x"), "缺少文件名"},
            {"../../", pdf("x"), "缺少文件名"},
            {"长".repeat(300) + ".pdf", pdf("x"), "文件名过长"},
        };
        for (Object[] it : refused) {
            HttpResponse<String> answer = post(api.as("channel1"), complaint(), it[0], it[1]);
            assertThat(answer.statusCode()).as("%s: %s", it[0], answer.body()).isEqualTo(400);
            JsonNode problem = Visitor.json(answer);
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo("attachments");
            assertThat(problem.path("message").asText())
                    .as("%s", it[0])
                    .startsWith("附件：")
                    .contains((String) it[2]);
        }
        HttpResponse<String> all =
                post(api.as("channel1"), complaint("title", null), "一.exe", exe, "二.pdf", pdf("y"), "三.png", html);
        assertThat(Visitor.json(all).path("errors").findValuesAsText("field"))
                .containsExactly("title", "attachments", "attachments");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("名称里的路径、控制字符、翻转方向的字符一律去掉，同名的分得开")
    void cleanNames() {
        String number = filed(
                "ysb1",
                "../../../etc/合同.pdf",
                unique("a"),
                "C:\\\\temp\\\\合同.pdf",
                unique("b"),
                "照\u202Egpj.pdf",
                unique("c"),
                "con.pdf",
                unique("d"),
                "a:b*c.pdf",
                unique("e"),
                "制\u200B表.pdf",
                unique("f"));
        assertThat(files("ysb1", number).keySet())
                .containsExactly("合同.pdf", "合同（2）.pdf", "照gpj.pdf", "_con.pdf", "a_b_c.pdf", "制表.pdf");
    }

    @Test
    @DisplayName("单个超过二十兆、一次超过二十个、三百个文件、别的部分：明白的拒绝，什么都不保存")
    void tooMuch() {
        long before = stored();
        byte[] large = java.util.Arrays.copyOf(pdf("large"), 21 << 20);
        HttpResponse<String> tooLarge = post(api.as("channel1"), complaint(), "大.pdf", large);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("文件过大");
        for (int many : new int[] {21, 300}) {
            List<Object> files = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                files.add("文件" + i + ".pdf");
                files.add(pdf("many" + i));
            }
            HttpResponse<String> answer = post(api.as("channel1"), complaint(), files.toArray());
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413);
            assertThat(answer.body()).contains(many == 21 ? "一次最多添加20个文件，现有21个" : "文件");
        }
        HttpResponse<String> other = api.as("channel1")
                .sendBytes(
                        "/api/complaints",
                        Multipart.TYPE,
                        new Multipart()
                                .complaint(json(complaint()))
                                .file("evil", "x.pdf", pdf("x"))
                                .bytes());
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("evil：不支持的内容");
        HttpResponse<String> none = api.as("channel1")
                .sendBytes(
                        "/api/complaints",
                        Multipart.TYPE,
                        new Multipart().file("attachments", "x.pdf", pdf("x")).bytes());
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("须有且只有一份");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("二十兆的文件收得下、取得出，一个字节不差")
    void theLargest() {
        byte[] large = java.util.Arrays.copyOf(pdf("largest"), 20 << 20);
        String number = filed("channel1", "最大.pdf", large);
        Long id = files("ysb1", number).get("最大.pdf");
        HttpResponse<String> answer = api.get("ysb1", "/api/attachments/" + id);
        assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(20 << 20));
        assertThat(answer.body()).hasSize(20 << 20);
        assertThat(jdbc.queryForObject(
                        "select count(*) from attachment_part p join attachment a on a.sha256 = p.sha256 where a.id = ?",
                        Integer.class,
                        id))
                .isEqualTo(80);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：同一外部编号、同样内容和附件是同一件，附件不同是冲突；二十次同时提交只有一件、一份内容")
    void sentAgain() {
        Map<String, Object> complaint = complaint();
        byte[] one = unique("one");
        byte[] two = unique("two");
        HttpResponse<String> first = post(api.as("channel1"), complaint, "甲.pdf", one, "乙.pdf", two);
        HttpResponse<String> again = post(api.as("channel1"), complaint, "改了名.pdf", two, "甲.pdf", one);
        long before = stored();
        HttpResponse<String> fewer = post(api.as("channel1"), complaint, "甲.pdf", one);
        HttpResponse<String> without = api.post("channel1", complaint);
        HttpResponse<String> other = post(api.as("channel1"), complaint, "甲.pdf", one, "乙.pdf", unique("three"));
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        for (HttpResponse<String> answer : List.of(fewer, without, other)) {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("内容不同");
        }
        assertThat(stored()).isEqualTo(before);

        Map<String, Object> racing = complaint();
        byte[] shared = unique("shared");
        List<Integer> statuses = atOnce(
                20, () -> post(api.as("channel1"), racing, "同.pdf", shared).statusCode());
        assertThat(statuses.stream().sorted().toList())
                .isEqualTo(
                        IntStream.range(0, 20).mapToObj(i -> i < 19 ? 200 : 201).toList());
        List<Integer> apart = atOnce(
                8, () -> post(api.as("channel1"), complaint(), "同.pdf", shared).statusCode());
        assertThat(apart).containsOnly(201);
        assertThat(jdbc.queryForObject(
                        """
                        select count(distinct sha256) from attachment where sha256 in (
                          select sha256 from attachment group by sha256 having count(*) = 9)""",
                        Integer.class))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from attachment_upload where complaint_id is null", Integer.class))
                .isZero();
    }

    private static <T> List<T> atOnce(int times, Callable<T> task) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(times, task))) {
                results.add(future.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第四条、第九条：主办和营商办看到全部，协办看到企业提交的和自己添加的，别的单位、渠道什么也看不到")
    void whoSeesWhat() {
        String number = filed("channel1", "企业材料.pdf", unique("企业"));
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        assertThat(add(session("jinghe1"), number, "主办底稿.pdf", unique("主办")).statusCode())
                .isEqualTo(200);
        assertThat(add(session("zijian1"), number, "住建意见.pdf", unique("住建")).statusCode())
                .isEqualTo(200);
        assertThat(add(session("ysb1"), number, "营商办记录.pdf", unique("营商办")).statusCode())
                .isEqualTo(200);
        Map<String, Long> all = files("ysb1", number);
        assertThat(all.keySet()).containsExactly("企业材料.pdf", "主办底稿.pdf", "住建意见.pdf", "营商办记录.pdf");
        Map<String, List<String>> seen = Map.of(
                "jinghe1", List.copyOf(all.keySet()),
                "supervisor1", List.copyOf(all.keySet()),
                "jingheysb1", List.copyOf(all.keySet()),
                "zijian1", List.of("企业材料.pdf", "住建意见.pdf"),
                "shengtai1", List.of("企业材料.pdf"));
        seen.forEach((user, names) -> {
            assertThat(files(user, number).keySet()).as(user).containsExactlyElementsOf(names);
            all.forEach((name, id) -> assertThat(
                            api.get(user, "/api/attachments/" + id).statusCode())
                    .as("%s %s", user, name)
                    .isEqualTo(names.contains(name) ? 200 : 404));
        });
        for (String user : List.of("shichang1", "fengdong1", "fengdongysb1", "analyst1", "channel1", "jijian1")) {
            assertThat(api.get(user, "/api/complaints/" + number + "/attachments")
                            .statusCode())
                    .as(user)
                    .isEqualTo(404);
            all.values().forEach(id -> assertThat(
                            api.get(user, "/api/attachments/" + id).statusCode())
                    .as(user)
                    .isEqualTo(404));
        }
        for (String none : List.of("999999", "0", "x", "1e3", "-1", "99999999999999999999", "..%2f1")) {
            assertThat(api.get("ysb1", "/api/attachments/" + none).statusCode())
                    .as(none)
                    .isIn(400, 404);
        }
        // the co-handler's timeline does not tell the names of others' files
        String told = api.read("shengtai1", "/api/complaints/" + number)
                .path("timeline")
                .toString();
        assertThat(told).contains("泾河新城添加附件").doesNotContain("主办底稿");
    }

    @Test
    @DisplayName("要求保密的：协办单位只看到自己添加的附件；被投诉的单位什么也看不到")
    void confidentialAndAccused() {
        HttpResponse<String> answer = post(
                api.as("ysb1"), complaint("demandType", "意见建议", "confidential", true), "写着企业名称的合同.pdf", unique("保密"));
        String number = Visitor.json(answer).path("number").asText();
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of("shengtai"),
                Map.of("accusedUnit", "zijian", "reason", "涉及环评，请生态环境局协办。"));
        long id = files("jinghe1", number).get("写着企业名称的合同.pdf");
        assertThat(files("shengtai1", number)).isEmpty();
        add(session("shengtai1"), number, "环评.pdf", unique("环评"));
        assertThat(files("shengtai1", number).keySet()).containsExactly("环评.pdf");
        assertThat(api.get("shengtai1", "/api/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(api.get("zijian1", "/api/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(api.get("zijian1", "/api/complaints/" + number + "/attachments")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("只有正在办理的单位和负责协调的营商办能添加；监督人员、办完的协办单位、别的单位不能；办结后都不能")
    void whoAdds() {
        String number = filed("ysb1");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        Map.of("jinghe1", 200, "zijian1", 200, "ysb1", 200, "supervisor1", 403, "jingheysb1", 403, "shichang1", 404)
                .forEach((user, status) -> {
                    HttpResponse<String> answer = add(session(user), number, user + ".pdf", unique(user));
                    assertThat(answer.statusCode()).as(user + answer.body()).isEqualTo(status);
                });
        acts.opine("zijian1", number, "同意。");
        assertThat(add(session("zijian1"), number, "迟.pdf", unique("迟")).statusCode())
                .isEqualTo(403);
        assertThat(add(api.visitor(), number, "x.pdf", unique("x")).statusCode())
                .isEqualTo(401);
        jdbc.update("update complaint set closed_at = current_timestamp where number = ?", number);
        HttpResponse<String> closed = add(session("ysb1"), number, "办结后.pdf", unique("z"));
        assertThat(closed.statusCode()).isEqualTo(409);
        assertThat(closed.body()).contains("已办结");
    }

    @Test
    @DisplayName("传错的文件由上传人或营商办写明理由移除，记入办理记录，重新上传即恢复；同一文件传两次只有一份")
    void removed() {
        String number = filed("ysb1");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        byte[] wrong = unique("传错");
        Visitor host = session("jinghe1");
        assertThat(Visitor.json(add(host, number, "传错.pdf", wrong, "又一份.pdf", wrong))
                        .path("added")
                        .asInt())
                .isEqualTo(1);
        assertThat(Visitor.json(add(host, number, "传错.pdf", wrong))
                        .path("added")
                        .asInt())
                .isZero();
        // another unit's own copy is its own
        add(session("zijian1"), number, "住建的.pdf", wrong);
        assertThat(files("zijian1", number).keySet()).containsExactly("住建的.pdf");
        long id = files("jinghe1", number).get("传错.pdf");
        String path = SESSION + "/attachments/" + id + "/removal";
        assertThat(session("jinghe2").postJson(path, "{\"reason\":\"不是我传的\"}").statusCode())
                .isEqualTo(403);
        assertThat(session("zijian1").postJson(path, "{\"reason\":\"看不到的\"}").statusCode())
                .isEqualTo(404);
        for (String bad : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"" + "长".repeat(501) + "\"}")) {
            HttpResponse<String> answer = host.postJson(path, bad);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("理由：须写明");
        }
        assertThat(host.postJson(path, "{\"reason\":\"传成了另一家企业的材料\"}").statusCode())
                .isEqualTo(204);
        assertThat(files("jinghe1", number)).doesNotContainKey("传错.pdf");
        assertThat(api.get("jinghe1", "/api/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(host.postJson(path, "{\"reason\":\"再移除一次\"}").statusCode()).isEqualTo(404);
        assertThat(api.read("ysb1", "/api/complaints/" + number)
                        .path("timeline")
                        .toString())
                .contains("泾河新城移除附件：文件“传错.pdf”，理由“传成了另一家企业的材料”。");
        assertThat(Visitor.json(add(host, number, "其实没错.pdf", wrong))
                        .path("added")
                        .asInt())
                .isEqualTo(1);
        assertThat(files("jinghe1", number)).containsKey("其实没错.pdf");
        assertThat(api.read("ysb1", "/api/timeline/verification?number=" + number)
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @DisplayName("登记前上传的文件只属于上传人，随登记一并成为附件，重复提交只有一件；不用的可以撤掉")
    void drafts() {
        Visitor office = session("ysb1");
        HttpResponse<String> answer = office.sendBytes(
                SESSION + "/uploads",
                Multipart.TYPE,
                new Multipart().file("file", "来信.pdf", unique("来信")).bytes());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = Visitor.json(answer).path("id").asText();
        String start = "{\"variables\":{" + fields(id) + "}}";
        String path = "/camunda/api/engine/engine/default/process-definition/key/complaint/submit-form";

        HttpResponse<String> foreign = session("jingheysb1").postJson(path, start);
        assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(400);
        assertThat(foreign.body()).contains("附件：有文件已过期或不存在");
        for (String bad : List.of("x", id + ",", "0".repeat(36))) {
            HttpResponse<String> refused = office.postJson(path, "{\"variables\":{" + fields(bad) + "}}");
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
            assertThat(refused.body()).contains("附件：");
        }
        HttpResponse<String> first = office.postJson(path, start);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        HttpResponse<String> again = office.postJson(path, start);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(Visitor.json(again).path("id")).isEqualTo(Visitor.json(first).path("id"));
        String number = Visitor.json(first).path("businessKey").asText();
        assertThat(files("ysb1", number).keySet()).containsExactly("来信.pdf");
        // another complaint cannot take the same draft
        HttpResponse<String> other = office.postJson(path, start.replace("厂房规划", "另一件"));
        assertThat(other.statusCode()).as(other.body()).isEqualTo(400);
        assertThat(other.body()).contains("另一件投诉");

        for (String user : List.of("supervisor1", "analyst1")) {
            assertThat(session(user)
                            .sendBytes(
                                    SESSION + "/uploads",
                                    Multipart.TYPE,
                                    new Multipart()
                                            .file("file", "x.pdf", unique("x"))
                                            .bytes())
                            .statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        String unwanted = Visitor.json(office.sendBytes(
                        SESSION + "/uploads",
                        Multipart.TYPE,
                        new Multipart().file("file", "不要.pdf", unique("不要")).bytes()))
                .path("id")
                .asText();
        long before = stored();
        assertThat(session("jingheysb1")
                        .send("DELETE", SESSION + "/uploads/" + unwanted, null, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(stored()).isEqualTo(before);
        assertThat(office.send("DELETE", SESSION + "/uploads/" + unwanted, null, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(stored()).isEqualTo(before - 2);
    }

    private static String fields(String attachments) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("channel", "PHONE");
        form.put("enterpriseName", "泾河新材料有限公司");
        form.put("newCity", "jinghe");
        form.put("contactName", "王建国");
        form.put("contactPhone", "13800138000");
        form.put("title", "厂房规划许可迟迟未批");
        form.put("content", "来信见附件，请协调。");
        form.put("demandType", "意见建议");
        form.put("declaredGround", "NONE");
        form.put("confidential", false);
        form.put("attachments", attachments);
        return form.entrySet().stream()
                .map(entry -> "\"%s\":{\"value\":%s}".formatted(entry.getKey(), json(entry.getValue())))
                .collect(java.util.stream.Collectors.joining(","));
    }
}
