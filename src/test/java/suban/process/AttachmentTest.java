package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import suban.Conflict;
import suban.NotFound;
import suban.acts.Acts;
import suban.attachments.AttachmentDrafts;
import suban.attachments.AttachmentService;
import suban.attachments.IncomingFile;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineEntry;
import suban.ledger.Viewer;
import suban.organisation.Organisation;

@DisplayName("附件随案办理、封存与清除")
class AttachmentTest extends SubanTest {

    private static final Viewer SUPERVISOR =
            new Viewer("supervisor1", false, true, true, Set.of(), Set.of(), false, Set.of());

    private static int serial;

    @Autowired
    AttachmentService attachments;

    @Autowired
    AttachmentDrafts drafts;

    @Autowired
    Organisation organisation;

    private static IncomingFile pdf(String name, String words) {
        byte[] bytes = ("%PDF-1.4\n% " + words + "\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
        return new IncomingFile(name, bytes.length, new ByteArrayResource(bytes));
    }

    /** A handler, {@code jinghe1}, or the head of an office. */
    private Viewer viewer(String user) {
        Set<String> units = Set.of(user.replaceFirst("(\\d|head)$", ""));
        return new Viewer(
                user,
                false,
                false,
                false,
                units,
                organisation.overseenBy(units),
                organisation.inspects(units),
                organisation.accusedWith(units));
    }

    private List<String> names(String user, String number) {
        return attachments.of(number, viewer(user)).files().stream()
                .map(AttachmentService.Line::name)
                .toList();
    }

    private Long id(String user, String number, String name) {
        return attachments.of(number, viewer(user)).files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String words(Long id, Viewer viewer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attachments.write(attachments.open(id, viewer), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String registeredWith(String name, String words) {
        String draft = drafts.add(pdf(name, words), "ysb1").id();
        return acts.register("ysb1", with(general(), "attachments", draft));
    }

    /** How many parts of files hold these words. */
    private int partsWith(String words) {
        int found = 0;
        for (byte[] part : jdbc.queryForList("select bytes from attachment_part", byte[].class)) {
            found += new String(part, StandardCharsets.UTF_8).contains(words) ? 1 : 0;
        }
        return found;
    }

    @Test
    @Tag("article-8")
    @Tag("article-9")
    @DisplayName("第八条、第九条：登记和办理中添加的附件跟到办结，引擎历史清理之后仍在")
    void followsTheCase() throws IOException {
        today("2026-03-02T10:00");
        String number = registeredWith("来信.pdf", "来信原文");
        assertThat(acts(number)).containsSubsequence(Act.REGISTERED, Act.ATTACHED);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        attachments.add(number, List.of(pdf("意见.pdf", "住建意见")), viewer("zijian1"));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-02");
        acts.opine("zijian1", number, "同意。");
        attachments.add(number, List.of(pdf("现场.pdf", "现场记录"), pdf("来信.pdf", "另一封信")), viewer("jinghe1"));
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("jinghe1", number, Map.of("zijian", 5));
        assertThat(status(number)).isEqualTo(Status.CLOSED);

        history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(instance -> history.deleteHistoricProcessInstanceIfExists(instance.getId()));
        assertThat(names("jinghe1", number)).containsExactly("来信.pdf", "意见.pdf", "现场.pdf", "来信（2）.pdf");
        assertThat(names("zijian1", number)).containsExactly("来信.pdf", "意见.pdf");
        assertThat(words(id("jinghe1", number, "来信（2）.pdf"), SUPERVISOR)).contains("另一封信");
        assertThatThrownBy(() -> attachments.add(number, List.of(pdf("晚.pdf", "晚")), viewer("ysb1")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("已办结");
        assertIntact(number);
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第四条、第九条：身兼两个单位的人添加的附件，记在经办该投诉的单位名下；两个单位都经办的，记在所认领待办的单位名下")
    void bookedUnderTheUnitThatActs() {
        today("2026-03-02T10:00");
        User person = identity.newUser("inTwoOfThem");
        person.setFirstName("双");
        person.setLastName("岗");
        person.setPassword("A-long-enough-password-1");
        identity.saveUser(person);
        try {
            bookedUnderTheUnitThatActs("inTwoOfThem");
        } finally {
            identity.deleteUser("inTwoOfThem");
        }
    }

    private void bookedUnderTheUnitThatActs(String user) {
        identity.createMembership(user, "caizheng");
        identity.createMembership(user, "zijian");
        Set<String> units = Set.of("caizheng", "zijian");
        Viewer both = new Viewer(user, false, false, false, units, Set.of(), false, units);
        String one = acts.register("ysb1", general());
        acts.triage("ysb1", one, ComplaintClass.GENERAL, "jinghe", "zijian");
        attachments.add(one, List.of(pdf("意见.pdf", "住建一")), both);
        assertThat(bookedUnder(one)).containsExactly("zijian");

        String two = acts.register("ysb1", with(general(), "title", "另一件需要两个部门协办的事项"));
        acts.triage("ysb1", two, ComplaintClass.GENERAL, "jinghe", "zijian", "caizheng");
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(two)
                .taskCandidateGroup("zijian")
                .singleResult()
                .getId();
        tasks.setAssignee(task, user);
        attachments.add(two, List.of(pdf("意见.pdf", "住建二")), both);
        assertThat(bookedUnder(two)).containsExactly("zijian");
    }

    private List<String> bookedUnder(String number) {
        return jdbc.queryForList(
                "select a.unit from attachment a join complaint c on c.id = a.complaint_id where c.number = ?",
                String.class,
                number);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：拆分出的投诉带着企业提交的附件，内容只存一份")
    void splitTakesTheOriginalsAlong() throws IOException {
        today("2026-03-02T10:00");
        String words = "拆分材料" + ++serial;
        String number = registeredWith("材料.pdf", words);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("splitItems", "另一个问题"));
        String part = jdbc.queryForObject("select number from complaint where split_from = ?", String.class, number);
        assertThat(names("ysb1", part)).containsExactly("材料.pdf");
        assertThat(partsWith(words)).isEqualTo(1);
        assertIntact(part);
    }

    @Test
    @DisplayName("未随登记提交的文件一天后清理，内容不再保存；随案的不受影响")
    void draftsExpire() {
        today("2026-03-02T10:00");
        String words = "无人登记" + ++serial;
        String kept = "已登记" + serial;
        String id = drafts.add(pdf("草稿.pdf", words), "ysb1").id();
        String number = registeredWith("来信.pdf", kept);
        time.set(Acts.at("2026-03-03T09:59"));
        drafts.cleanUp();
        assertThat(partsWith(words)).isEqualTo(1);
        assertRefused("attachments", () -> acts.register("ysb2", with(general(), "attachments", id)));
        time.set(Acts.at("2026-03-03T10:01"));
        drafts.cleanUp();
        assertThat(partsWith(words)).isZero();
        assertThat(partsWith(kept)).isEqualTo(1);
        assertThat(names("ysb1", number)).containsExactly("来信.pdf");
        assertRefused("attachments", () -> acts.register("ysb1", with(general(), "attachments", id)));
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存后附件的名称和内容只有保密负责人看得到，谁也不能增减；解除后原样恢复")
    void sealedAndReleased() throws IOException {
        today("2026-03-02T10:00");
        String number = registeredWith("雷达站位置.pdf", "坐标" + ++serial);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        Long id = id("ysb1", number, "雷达站位置.pdf");
        acts.seal("ysb1", number, "疑似涉密");

        for (String user : List.of("ysb1", "jinghe1", "jingheysb1", "ducha1")) {
            assertThatThrownBy(() -> attachments.open(id, viewer(user))).isInstanceOf(NotFound.class);
        }
        assertThat(names("ysb1", number)).isEmpty();
        assertThat(attachments.of(number, SUPERVISOR).files()).isEmpty();
        assertThatThrownBy(() -> attachments.open(id, SUPERVISOR)).isInstanceOf(NotFound.class);
        assertThat(names("ysbhead", number)).containsExactly("雷达站位置.pdf");
        assertThat(words(id, viewer("ysbhead"))).contains("坐标" + serial);
        assertThat(attachments.of(number, viewer("ysbhead")).mayAdd()).isFalse();
        assertThatThrownBy(() -> attachments.add(number, List.of(pdf("再.pdf", "再")), viewer("jinghe1")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("已封存");
        assertThatThrownBy(() -> attachments.remove(id, "不该有", viewer("ysbhead")))
                .isInstanceOf(Conflict.class);
        assertThat(jdbc.queryForList("select file_name from attachment where id = ?", String.class, id))
                .containsExactly("（疑似涉密，已封存）");

        acts.unseal("ysbhead", number, "经核实为公开信息。");
        assertThat(names("jinghe1", number)).containsExactly("雷达站位置.pdf");
        assertThat(words(id, viewer("jinghe1"))).contains("坐标" + serial);
        assertIntact(number);
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：清除后全库再无附件的内容、名称和摘要；同样内容在另一件未封存的投诉里的保留，在另一件封存的一并清除")
    void purged() {
        today("2026-03-02T10:00");
        String words = "绝密坐标" + ++serial;
        String shared = "公开规划" + serial;
        String number = registeredWith("雷达站位置.pdf", words);
        attachments.add(number, List.of(pdf("规划.pdf", shared)), viewer("ysb1"));
        String open = registeredWith("规划图.pdf", shared);
        String sealed = registeredWith("同一份.pdf", words);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        Long id = id("ysb1", number, "雷达站位置.pdf");
        String hash = jdbc.queryForObject("select sha256 from attachment where id = ?", String.class, id);
        acts.seal("ysb1", number, "疑似涉密");
        acts.seal("ysb1", sealed, "疑似涉密");
        acts.purge("ysbhead", number, "新区保密函〔2026〕9号", "经鉴定属于国家秘密。");

        assertThat(partsWith(words)).isZero();
        assertThat(partsWith(shared)).isEqualTo(1);
        assertThat(names("ysb1", open)).containsExactly("规划图.pdf");
        assertThat(names("ysbhead", number)).isEmpty();
        assertThat(names("ysbhead", sealed)).isEmpty();
        assertThatThrownBy(() -> attachments.open(id, viewer("ysbhead"))).isInstanceOf(NotFound.class);
        for (String table : List.of("attachment", "attachment_content", "attachment_part", "attachment_upload")) {
            assertThat(jdbc.queryForObject("select count(*) from " + table + " where sha256 = ?", Integer.class, hash))
                    .as(table)
                    .isZero();
        }
        assertThat(timeline.of(complaint(number).id()))
                .extracting(TimelineEntry::input, TimelineEntry::personal)
                .noneSatisfy(entry -> assertThat(entry.toString()).containsAnyOf(hash, "雷达站位置"));
        assertIntact(number);
        // the case goes on, and files that hold no secret may be added
        attachments.add(number, List.of(pdf("办理.pdf", "办理" + serial)), viewer("jinghe1"));
        assertThat(names("jinghe1", number)).containsExactly("办理.pdf");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：问责材料列出附件的名称，纪检监察工委打得开")
    void theFileOnResponsibility() throws IOException {
        String number = supervised("2026-03-02T10:00");
        attachments.add(number, List.of(pdf("整改照片.pdf", "整改" + ++serial)), viewer("jinghe1"));
        Long id = id("jinghe1", number, "整改照片.pdf");
        handled(number, "2026-03-03T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        acts.judge("ysb1", number, "NEGLIGENT", "未实质推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未实质推进。");
        assertThat(jdbc.queryForObject(
                        "select dossier from accountability where complaint_id = ?",
                        String.class,
                        complaint(number).id()))
                .contains("附件：整改照片.pdf");
        assertThatThrownBy(() -> attachments.open(id, viewer("jijian1"))).isInstanceOf(NotFound.class);
        acts.sendReferral("ysb1", number);
        assertThat(words(id, viewer("jijian1"))).contains("整改" + serial);
    }
}
