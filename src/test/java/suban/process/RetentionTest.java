package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import suban.Conflict;
import suban.acts.Acts;
import suban.attachments.AttachmentDrafts;
import suban.attachments.AttachmentService;
import suban.attachments.IncomingFile;
import suban.documents.DocumentService;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.LedgerSearch;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.SimilarComplaints;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.retention.Archive;
import suban.retention.Candidate;
import suban.retention.Retention;
import suban.retention.RetentionCommand;
import suban.retention.RetentionTables;
import suban.verification.Verification;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("留存与归档：办结三年后归档，线上只留台账；销毁须有批准文号")
class RetentionTest extends SubanTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOSED_ON = "2026-03-02T10:00";
    private static final String LATER = "2029-03-05T10:00";

    private static int stories;

    private final String secret = "第%d号仓库旁".formatted(++stories);
    private final String phone = "1390000%04d".formatted(stories);

    @TempDir
    Path folder;

    @Autowired
    Retention retention;

    @Autowired
    AttachmentDrafts drafts;

    @Autowired
    AttachmentService attachments;

    @Autowired
    DocumentService documents;

    @Autowired
    LedgerSearch search;

    @Autowired
    SimilarComplaints similar;

    @Autowired
    Verification verification;

    @Autowired
    DataSource database;

    /** A case in which everybody wrote something, with a file, closed at its second reply. */
    private String closed() {
        today(CLOSED_ON);
        byte[] bytes = ("%PDF-1.4\n% " + secret + "\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
        String draft = drafts.add(new IncomingFile("照片.pdf", bytes.length, new ByteArrayResource(bytes)), "ysb1")
                .id();
        Map<String, Object> form = general();
        form.put("title", secret + "道路破损");
        form.put("content", secret + "积水，请致电" + phone + "。");
        form.put("contactName", "欧阳" + stories + "娜");
        form.put("contactPhone", phone);
        form.put("contactEmail", "ouyang" + stories + "@example.cn");
        form.put("attachments", draft);
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("reason", secret + "由新城办"));
        acts.respond("jinghe1", number, CLOSED_ON, "2026-03-04", Map.of("note", secret + "已联系" + phone));
        acts.ready("jinghe1", number, secret + "已派工。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, secret + "已修补。");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        handled(number, CLOSED_ON);
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        return number;
    }

    /** A case with a contact, and little else. */
    private String rejected() {
        today(CLOSED_ON);
        Map<String, Object> form = with(general(), "declaredGround", "PETITION");
        form.put("contactPhone", phone);
        String number = acts.register("ysb1", form);
        acts.confirmRejection("ysb2", number, "REJECT", "已由信访部门受理。");
        assertThat(status(number)).isEqualTo(Status.REJECTED);
        return number;
    }

    private Candidate candidate(String number) {
        return retention.due().stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .orElse(null);
    }

    private Retention.Result archive(String number) {
        List<Retention.Result> results = retention.archive(folder, number, "档案员");
        return results.isEmpty() ? null : results.get(0);
    }

    private Archive kept(String number) {
        return retention.kept().stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .orElse(null);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Every column of the database in which these words stand. */
    private Set<String> where(String words) {
        Set<String> places = new TreeSet<>();
        for (Map<String, Object> column : jdbc.queryForList(
                """
                select table_name, column_name from information_schema.columns
                where lower(table_schema) = 'public' and lower(table_name) <> 'flyway_schema_history'
                  and lower(data_type) in ('character varying', 'character large object', 'text')""")) {
            String table = column.get("table_name").toString();
            String name = column.get("column_name").toString();
            Integer found = jdbc.queryForObject(
                    "select count(*) from \"%s\" where \"%s\" like ?".formatted(table, name),
                    Integer.class,
                    "%" + words + "%");
            if (found != null && found > 0) {
                places.add((table + "." + name).toLowerCase());
            }
        }
        return places;
    }

    private static JsonNode json(ZipFile zip, String part) throws IOException {
        return JSON.readTree(zip.getInputStream(zip.getEntry(part)));
    }

    @Test
    @Tag("article-8")
    @DisplayName("三年以内不归档；三年后先试运行，再归档：档案完整、可验证、人能读，线上不再有个人信息和原话，台账、评价、办理记录仍在")
    void archived() throws Exception {
        String number = closed();
        Long id = complaint(number).id();
        int bad = ledger.badRatings(complaint(number).matterId());
        int entries = complaint(number).headSeq();
        Long document = documents.of(number, SUPERVISOR).get(0).id();
        time.set(Acts.at("2029-03-01T10:00"));
        assertThat(candidate(number)).isNull();
        time.set(Acts.at(LATER));
        assertThat(candidate(number).hold()).isNull();
        assertThat(where(secret)).isNotEmpty();
        assertThat(files()).isEmpty();

        Retention.Result result = archive(number);
        assertThat(result.problem()).isNull();
        assertThat(files()).extracting(file -> file.getFileName().toString()).containsExactly(result.file());
        assertThat(result.file()).matches(number + "-[0-9a-f]{12}\\.zip");

        // nothing of it is online
        assertThat(where(secret)).isEmpty();
        assertThat(where(phone)).isEmpty();
        assertThat(where("ouyang" + stories + "@")).isEmpty();
        assertThat(where("欧阳" + stories + "娜")).isEmpty();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();
        assertThat(attachments.of(number, SUPERVISOR).files()).isEmpty();
        assertThat(jdbc.queryForList("select bytes from attachment_part", byte[].class))
                .noneMatch(part -> new String(part, StandardCharsets.UTF_8).contains(secret));
        assertThatThrownBy(() -> documents.print(document, SUPERVISOR))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("已归档");

        // the record stays, and keeps its word
        assertThat(complaint(number).title()).isEqualTo(Texts.ARCHIVED);
        assertThat(complaint(number).enterpriseName()).startsWith("泾河新材料");
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(ledger.badRatings(complaint(number).matterId()))
                .isEqualTo(bad)
                .isEqualTo(1);
        assertThat(ledger.attempts(complaint(number))).hasSize(2).allSatisfy(attempt -> assertThat(attempt.repliedAt())
                .isNotNull());
        assertThat(acts(number)).hasSize(entries + 1).endsWith(Act.ARCHIVED);
        assertIntact(number);
        assertThat(jdbc.queryForList(
                        "select distinct salt from timeline_entry where complaint_id = ? and seq <= ?",
                        String.class,
                        id,
                        entries))
                .containsExactly("0".repeat(32));
        assertThat(verification.run().findings()).noneMatch(finding -> number.equals(finding.number()));
        assertThat(search.rows(List.of(number), SUPERVISOR).get(0).title()).isEqualTo(Texts.ARCHIVED);
        assertThat(similar.to(
                        new SimilarComplaints.Question(
                                null, complaint(number).enterpriseName(), null, Texts.ARCHIVED, null, null),
                        SUPERVISOR))
                .isEmpty();

        // all of it is in the file
        try (ZipFile zip = new ZipFile(folder.resolve(result.file()).toFile())) {
            JsonNode tables = json(zip, "case.json").path("tables");
            assertThat(tables.path("complaint_content")
                            .get(0)
                            .path("contact_phone")
                            .asText())
                    .isEqualTo(phone);
            assertThat(tables.path("timeline_entry")).hasSize(entries);
            assertThat(tables.path("visit")).hasSize(2);
            assertThat(json(zip, "case.json").path("engine").path("ACT_HI_ACTINST"))
                    .isNotEmpty();
            String page =
                    new String(zip.getInputStream(zip.getEntry("index.html")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(page)
                    .contains(number, secret + "道路破损", phone, secret + "已修补", "第2次办理", "泾河新城", "照片.pdf", "交办单")
                    .doesNotContain("null");
            assertThat(zip.stream()
                            .map(part -> part.getName().replaceAll("[0-9]+", "N"))
                            .collect(Collectors.toSet()))
                    .contains("documents/N.pdf", "attachments/N.pdf", "manifest.json");
        }
        assertThat(retention.verify(folder))
                .filteredOn(it -> it.number().equals(number))
                .allMatch(it -> it.problem() == null);

        // and again: nothing is done twice
        assertThat(archive(number)).isNull();
        assertThat(times(Act.ARCHIVED, number)).isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from archive where complaint_id = ?", Integer.class, id))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("归档不动别人待登记的同一文件")
    void pendingUploadsOfOthersStay() {
        String number = closed();
        time.set(Acts.at(LATER));
        byte[] bytes = ("%PDF-1.4\n% " + secret + "\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
        String draft = drafts.add(new IncomingFile("别人的.pdf", bytes.length, new ByteArrayResource(bytes)), "ysb2")
                .id();
        assertThat(archive(number).problem()).isNull();
        assertThat(jdbc.queryForObject(
                        """
                        select count(*) from attachment_upload u join attachment_content c on c.sha256 = u.sha256
                        where u.id = ?""",
                        Integer.class,
                        draft))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("中断后再执行：未写完的文件清除；本库没有登记的档案不删除，查明前不归档；期间有变化的不归档，线上数据不动")
    void brokenOff() throws Exception {
        String number = rejected();
        time.set(Acts.at(LATER));
        Path unfinished = folder.resolve("." + number + "-" + UUID.randomUUID() + ".tmp");
        Files.writeString(unfinished, "half of a file");
        Path unknown = folder.resolve(number + "-0123456789ab.zip");
        Files.writeString(unknown, "a whole file of another database");
        assertThat(problemOf(unfinished.getFileName().toString())).isEqualTo("未写完的档案，下次归档时清除");
        assertThat(problemOf(unknown.getFileName().toString())).contains("不是本系统登记保存的档案");
        assertThat(archive(number).problem()).contains("没有登记的档案“" + unknown.getFileName());
        assertThat(files()).containsExactly(unknown);
        assertThat(ledger.content(complaint(number)).contactPhone()).isEqualTo(phone);
        Files.delete(unknown);
        assertThat(archive(number).problem()).isNull();
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(kept(number).fileName());
        assertThat(Files.getPosixFilePermissions(files().get(0)))
                .isEqualTo(PosixFilePermissions.fromString("r--------"));

        String broken = rejected();
        time.set(Acts.at(LATER));
        String act = jdbc.queryForObject(
                "select act from timeline_entry where complaint_id = ? and seq = 2",
                String.class,
                complaint(broken).id());
        jdbc.update(
                "update timeline_entry set act = 'CLOSED' where complaint_id = ? and seq = 2",
                complaint(broken).id());
        assertThat(archive(broken).problem()).isEqualTo("档案中的办理记录自第2条起与校验值不符");
        assertThat(ledger.content(complaint(broken)).contactPhone()).isEqualTo(phone);
        assertThat(files()).hasSize(1);
        jdbc.update(
                "update timeline_entry set act = ? where complaint_id = ? and seq = 2",
                act,
                complaint(broken).id());
        assertThat(archive(broken).problem()).isNull();
    }

    @Test
    @Tag("article-3")
    @Tag("article-15")
    @DisplayName("第三条、第十五条：封存中的、仍有流程的、同一诉求尚未期满的，暂不归档并说明原因")
    void held() {
        String number = rejected();
        Long id = complaint(number).id();
        String other = replied("2026-03-02T10:00");
        time.set(Acts.at(LATER));
        Long matter = complaint(number).matterId();
        Long own = complaint(other).matterId();
        jdbc.update("update complaint set matter_id = ? where number = ?", matter, other);
        assertThat(candidate(number).hold()).isEqualTo("同一诉求或拆分的其他投诉尚未期满");
        assertThat(archive(number)).isNull();
        jdbc.update("update complaint set matter_id = ? where number = ?", own, other);
        jdbc.update("update complaint set split_from = 'XX20260301-0001' where number in (?, ?)", number, other);
        assertThat(candidate(number).hold()).isEqualTo("同一诉求或拆分的其他投诉尚未期满");
        jdbc.update("update complaint set split_from = null where number in (?, ?)", number, other);
        assertThat(candidate(number).hold()).isNull();
        jdbc.update(
                """
                insert into sealing (complaint_id, state, sealed_at, decide_by)
                values (?, 'KEPT', current_timestamp, current_timestamp)""",
                id);
        assertThat(candidate(number).hold()).isEqualTo("疑似涉密，封存中");
        jdbc.update("delete from sealing where complaint_id = ?", id);
        assertThat(ledger.content(complaint(number)).contactPhone()).isEqualTo(phone);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：档案保存十年，倒查责任的三十年；期满前不能销毁，期满后凭批准文号销毁，登记在案，台账仍在")
    void destroyed() throws Exception {
        String number = rejected();
        String judged = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", judged, "DILIGENT", "已尽责。");
        acts.judge("ducha1", judged, "DILIGENT", "已尽责。");
        assertThat(status(judged)).isEqualTo(Status.CLOSED);
        time.set(Acts.at(LATER));
        assertThat(archive(number).problem()).isNull();
        time.set(Acts.at(LATER));
        assertThat(archive(judged).problem()).isNull();
        assertThat(kept(number).keepUntil()).isEqualTo(Acts.at("2039-03-05T10:00"));
        assertThat(kept(judged).keepUntil()).isEqualTo(Acts.at("2059-03-05T10:00"));

        time.set(Acts.at("2039-03-05T09:59"));
        assertThat(retention.destroy(folder, number, "西咸档〔2039〕1号", "档案员")).isEmpty();
        assertThat(files()).hasSize(2);
        time.set(Acts.at("2039-03-05T10:00"));
        assertThat(retention.expired())
                .extracting(Archive::number)
                .contains(number)
                .doesNotContain(judged);
        assertThat(retention.destroy(folder, number, "西咸档〔2039〕1号", "档案员"))
                .singleElement()
                .satisfies(it -> assertThat(it.problem()).isNull());
        assertThat(files()).hasSize(1);
        assertThat(kept(number)).isNull();
        assertThat(acts(number)).endsWith(Act.ARCHIVED, Act.DESTROYED);
        assertIntact(number);
        assertThat(jdbc.queryForMap(
                                "select destroy_order, destroyed_by from archive where complaint_id = ?",
                                complaint(number).id())
                        .values())
                .containsExactly("西咸档〔2039〕1号", "档案员");
        assertThat(jdbc.queryForObject(
                        "select count(*) from retention_run where kind = 'DESTROY' and order_number = '西咸档〔2039〕1号' and done = 1",
                        Integer.class))
                .isEqualTo(1);
        assertThat(status(number)).isEqualTo(Status.REJECTED);
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：12345台账的来电人和电话三年后清除，联合办理未结的除外，台账仍在")
    void callersOfTheHotline() {
        time.set(Acts.at("2029-03-05T10:00"));
        jdbc.update(
                """
                insert into hotline_import (file_name, sha256, imported_at, imported, unchanged, rejected)
                values ('留存.csv', ?, current_timestamp, 1, 0, 0)""",
                "留存" + stories);
        Long imported = jdbc.queryForObject("select max(id) from hotline_import", Long.class);
        for (String day : List.of("2026-03-04", "2026-03-06")) {
            jdbc.update(
                    """
                    insert into hotline_row (work_order, enterprise_name, title, received_at, content_hash, import_id, imported_at)
                    values (?, '留存测试公司', '停车难', cast(? as date), 'x', ?, current_timestamp)""",
                    "LC" + day + stories,
                    day,
                    imported);
            jdbc.update(
                    """
                    insert into hotline_content (row_id, content, contact_name, contact_phone)
                    values ((select id from hotline_row where work_order = ?), ?, '来电人', ?)""",
                    "LC" + day + stories,
                    "请回电" + phone,
                    phone);
        }
        // a row without a caller, in whose words a number stands all the same
        jdbc.update(
                """
                insert into hotline_row (work_order, enterprise_name, title, received_at, content_hash, import_id, imported_at)
                values (?, '留存测试公司', '停车难', date '2026-03-01', 'x', ?, current_timestamp)""",
                "LC2026-03-09" + stories,
                imported);
        jdbc.update(
                """
                insert into hotline_content (row_id, content)
                values ((select id from hotline_row where work_order = ?), '请致电02988881234')""",
                "LC2026-03-09" + stories);
        int due = retention.callersDue();
        assertThat(due).isGreaterThanOrEqualTo(2);
        assertThat(retention.eraseCallers("档案员")).isEqualTo(due);
        assertThat(retention.callersDue()).isZero();
        assertThat(jdbc.queryForList(
                        """
                        select told.content || coalesce(told.contact_phone, '') from hotline_content told
                        join hotline_row r on r.id = told.row_id where r.import_id = ? order by r.work_order""",
                        String.class,
                        imported))
                .containsExactly(
                        "请回电" + phone.substring(0, 3) + "****" + phone.substring(7),
                        "请回电" + phone + phone,
                        "请致电029****1234");
    }

    @Test
    @DisplayName("验证：改过的、不见了的档案都查得出；不见了的不能当作已销毁")
    void tampered() throws Exception {
        String number = rejected();
        time.set(Acts.at(LATER));
        assertThat(archive(number).problem()).isNull();
        Path file = folder.resolve(kept(number).fileName());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        assertThat(problemOf(number)).isEqualTo("档案文件不见了");
        time.set(Acts.at("2039-03-06T10:00"));
        assertThat(retention
                        .destroy(folder, number, "西咸档〔2039〕2号", "档案员")
                        .get(0)
                        .problem())
                .contains("须先查明");
        // nor where a run broke off, but not here
        jdbc.update(
                "update archive set destroy_order = '1号' where complaint_id = ?",
                complaint(number).id());
        assertThat(retention.destroy(folder, number, "1号", "档案员").get(0).problem())
                .contains("不在此文件夹中");
        jdbc.update(
                "update archive set destroy_order = null where complaint_id = ?",
                complaint(number).id());
        assertThat(kept(number)).isNotNull();
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        assertThat(problemOf(number)).isEqualTo("档案与登记的校验值不符");
        Files.write(file, bytes);
        assertThat(problemOf(number)).isNull();
    }

    @Test
    @DisplayName("销毁中断的，再次执行办完：文件确在此处销毁过才登记")
    void destroyedInTwoRuns() throws Exception {
        String number = rejected();
        time.set(Acts.at(LATER));
        assertThat(archive(number).problem()).isNull();
        time.set(Acts.at("2039-03-06T10:00"));
        Path file = folder.resolve(kept(number).fileName());
        jdbc.update(
                "update archive set destroy_order = '3号' where complaint_id = ?",
                complaint(number).id());
        Files.move(file, folder.resolve(file.getFileName() + ".destroying"));
        assertThat(problemOf(number)).contains("销毁未完成");
        assertThat(retention.destroy(folder, number, "4号", "档案员").get(0).problem())
                .isNull();
        assertThat(files()).isEmpty();
        assertThat(kept(number)).isNull();
    }

    private String problemOf(String number) {
        return retention.verify(folder).stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .orElseThrow()
                .problem();
    }

    /** As {@code java -jar suban.jar retention …} does it, on this database. */
    private int command(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        try (Connection connection = database.getConnection()) {
            String url = connection.getMetaData().getURL();
            all.add("--spring.datasource.url=" + url);
            all.add("--spring.datasource.username=" + (url.startsWith("jdbc:h2") ? "sa" : "postgres"));
            all.add("--spring.datasource.password=" + (url.startsWith("jdbc:h2") ? "" : "postgres"));
        }
        // logging belongs to the tests
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            return RetentionCommand.run(all.toArray(String[]::new));
        } finally {
            System.clearProperty("org.springframework.boot.logging.LoggingSystem");
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = "suban.test.postgresql",
            matches = "true",
            disabledReason = "what it does is tried above")
    @DisplayName("命令：先列清单不作改动，没有文件夹不归档，没有批准文号不销毁，写错了告诉用法")
    void theCommand(CapturedOutput out, @TempDir Path elsewhere) throws Exception {
        String number = rejected();
        jdbc.update("update complaint set closed_at = date '2020-01-02' where number = ?", number);
        assertThat(command()).isZero();
        assertThat(out.getOut()).contains("未作任何改动", "应当归档：", number, "归档前请设置存放档案的文件夹");
        assertThat(kept(number)).isNull();
        assertThat(command("--apply", "--only=" + number, "--suban.archive.folder=" + folder))
                .isEqualTo(2);
        assertThat(out.getOut()).contains("无法执行：存放档案的文件夹不能在系统临时目录中");
        String to = "--suban.archive.folder=" + folder;
        String temporary = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", elsewhere.toString());
        try {
            assertThat(command("--apply", "--only=" + number, "--by=档案员", to)).isZero();
            assertThat(out.getOut()).contains("已归档：1件");
            assertThat(where(phone)).isEmpty();
            assertThat(kept(number)).isNotNull();
            assertThat(command("verify")).isEqualTo(2);
            assertThat(out.getOut()).contains("无法执行：未设置存放档案的文件夹");
            assertThat(command("destroy", "--apply", to)).isEqualTo(2);
            assertThat(out.getOut()).contains("销毁须写明批准文号和执行人");
            assertThat(command("归档")).isEqualTo(2);
            assertThat(out.getOut()).contains("用法：").doesNotContain(phone);
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Test
    @DisplayName("命令：写错的、空着的选项一律不执行，不会当成全部；指定的一件不能办的说明原因")
    void optionsAreNotGuessed(CapturedOutput out) throws Exception {
        String number = rejected();
        jdbc.update("update complaint set closed_at = date '2020-01-02' where number = ?", number);
        String to = "--suban.archive.folder=" + folder;
        for (String wrong : List.of("--onyl=" + number, "-only=" + number, "--only", "--apply=true")) {
            assertThat(command("--apply", wrong, to)).isEqualTo(2);
            assertThat(out.getOut()).contains("无法识别的选项：" + wrong);
        }
        assertThat(command("--apply", "--only=", to)).isEqualTo(2);
        assertThat(out.getOut()).contains("选项没有写明内容：--only=");
        assertThat(command("--apply", "--order=1号", "--by=档案员", to)).isEqualTo(2);
        assertThat(command("verify", "--apply", to)).isEqualTo(2);
        assertThat(out.getOut()).contains("此处不能使用的选项：--order=1号", "此处不能使用的选项：--apply");
        assertThat(kept(number)).isNull();

        assertThat(command("--apply", "--only=XX20200102-9999", to)).isEqualTo(1);
        assertThat(out.getOut()).contains("不能归档：XX20200102-9999　没有该编号的投诉");
        jdbc.update(
                """
                insert into sealing (complaint_id, state, sealed_at, decide_by)
                values (?, 'KEPT', current_timestamp, current_timestamp)""",
                complaint(number).id());
        assertThat(command("--apply", "--only=" + number, to)).isEqualTo(1);
        assertThat(out.getOut()).contains("不能归档：" + number + "　疑似涉密，封存中");
        jdbc.update(
                "delete from sealing where complaint_id = ?", complaint(number).id());
        assertThat(command("destroy", "--only=" + number, to)).isEqualTo(1);
        assertThat(out.getOut()).contains("不能销毁：" + number + "　没有该编号的档案，或者已经销毁");
        assertThat(kept(number)).isNull();
    }

    @Test
    @DisplayName("档案完整：凡挂在投诉下的表，一张不少")
    void everyTableOfACase() {
        Set<String> tables = new TreeSet<>(Set.of("complaint"));
        int before = 0;
        while (tables.size() > before) {
            before = tables.size();
            for (String known : List.copyOf(tables)) {
                tables.addAll(jdbc
                        .queryForList(
                                """
                                select distinct child.table_name from information_schema.referential_constraints link
                                join information_schema.table_constraints child
                                  on child.constraint_name = link.constraint_name
                                join information_schema.table_constraints parent
                                  on parent.constraint_name = link.unique_constraint_name
                                where lower(parent.table_name) = ?""",
                                String.class,
                                known)
                        .stream()
                        .map(String::toLowerCase)
                        .toList());
            }
        }
        tables.removeAll(Set.of(
                "archive", // the archive's own
                "sealed_text", // a sealed case is not archived
                "attachment_upload", // gone a day after registration
                "case_open", // worked out from the others
                "case_part",
                "case_reader",
                "case_words",
                "bulletin")); // of no complaint
        assertThat(RetentionTables.all()).containsAll(tables);
    }
}
