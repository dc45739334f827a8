package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.TimelineEntry;
import suban.ledger.TimelineText;
import suban.notice.Notice;
import suban.organisation.People;

/** Monday is 2 March 2026; work begins at nine. */
@DisplayName("请假代办：人员不在岗时由本单位负责人安排同事代办")
class SubstitutionTest extends SubanTest {

    private static final String WITH_THE_HEAD = "userTask_endSubstitution";

    @Autowired
    People people;

    @BeforeEach
    @AfterEach
    void forgetArrangements() {
        jdbc.update("delete from substitution");
    }

    /** A case of Jinghe whose first contact jinghe1 has taken on. */
    private String claimed() {
        String number = dispatched("2026-03-02T10:00");
        claim("jinghe1", number, "userTask_respond");
        return number;
    }

    private void claim(String user, String number, String key) {
        String id = task(number, key).getId();
        processes.as(user, () -> {
            tasks.claim(id, user);
            return null;
        });
    }

    private String assignee(String number, String key) {
        return task(number, key).getAssignee();
    }

    private List<Notice> told(String number) {
        return notices.findByReferenceOrderById(number);
    }

    private Map<String, Object> form(String... changes) {
        Map<String, Object> form = new HashMap<>(Map.of(
                "awayPerson", "jinghe1",
                "substitutePerson", "jinghe2",
                "fromDay", "2026-03-04",
                "untilDay", "2026-03-06",
                "leaveKind", "LEAVE"));
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    private String arrange(String head, String... changes) {
        return processes.submitStart(head, "substitution", form(changes));
    }

    private boolean ended(String number, String event) {
        return history.createHistoricActivityInstanceQuery().activityId(event).finished().list().stream()
                .anyMatch(it -> number.equals(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(it.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()));
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：第一天上班时已认领的待办转给代办人，记入办理记录，告知单位；期满自行结束，未办结的仍由代办人办理")
    void handedOverOnTheFirstDay() {
        String number = claimed();
        String arrangement = acts.arrangeSubstitute("jinghehead", "jinghe1", "jinghe2", "2026-03-04", "2026-03-06");
        assertThat(arrangement).matches("DB2026-\\d{4}");
        // the head sees who is away, until the end of the last day
        assertThat(seenBy("jinghehead", arrangement)).containsExactly(WITH_THE_HEAD);
        assertThat(seenBy("jinghe1", arrangement)).isEmpty();
        assertDue(taskDue(arrangement, WITH_THE_HEAD), "2026-03-06T23:59:59");

        acts.timeIs("2026-03-04T08:59");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe1");
        assertThat(told(arrangement)).isEmpty();
        acts.timeIs("2026-03-04T09:00");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");
        assertThat(acts(number)).endsWith(Act.HANDED_TO_SUBSTITUTE);
        assertIntact(number);
        assertThat(told(arrangement)).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("jinghe");
            assertThat(notice.body())
                    .contains(
                            people.nameOf("jinghe1"), people.nameOf("jinghe2"), "2026年3月4日至2026年3月6日", "待办1项", "单位0项");
        });
        Map<String, Object> shown = processes.as(
                "jinghehead",
                () -> forms.getTaskFormVariables(
                        task(arrangement, WITH_THE_HEAD).getId()));
        assertThat(shown.get("handedText")).isEqualTo("已转交待办1项，交回单位0项");
        assertThat(shown.get("awayText")).isEqualTo(people.nameOf("jinghe1"));

        // the substitute's now, not the other's
        assertForbidden(() -> claim("jinghe1", number, "userTask_respond"));
        acts.respond("jinghe2", number, "2026-03-04T09:00", "2026-03-06");
        claim("jinghe2", number, "userTask_handle");
        acts.timeIs("2026-03-06T23:59");
        assertThat(openTasks(arrangement)).containsExactly(WITH_THE_HEAD);
        acts.timeIs("2026-03-07T00:00");
        assertThat(openTasks(arrangement)).isEmpty();
        assertThat(ended(arrangement, "endEvent_substitutionOver")).isTrue();
        assertThat(told(arrangement))
                .extracting(Notice::milestone)
                .containsExactly("substitutionBegun", "substitutionOver");
        assertThat(assignee(number, "userTask_handle")).isEqualTo("jinghe2");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：谁转给谁，别的协办单位看不到；请假事由不记入案件")
    void noReasonInTheCase() {
        String number = claimed();
        arrange("jinghehead", "fromDay", "2026-03-02", "leaveKind", "TRAINING");
        acts.timeIs("2026-03-02T10:01");
        TimelineEntry entry = timeline.of(complaint(number).id()).stream()
                .filter(it -> it.act() == Act.HANDED_TO_SUBSTITUTE)
                .findFirst()
                .orElseThrow();
        assertThat(entry.input() + entry.personal()).doesNotContain("TRAINING", "培训");
        assertThat(TimelineText.of(entry, organisation::nameOf))
                .isEqualTo("泾河新城请假代办，待办转交：原办理人“%s”，代办人“%s”。"
                        .formatted(people.nameOf("jinghe1"), people.nameOf("jinghe2")));
        assertThat(TimelineText.withoutWords(entry, organisation::nameOf)).isEqualTo("泾河新城请假代办，待办转交。");
        assertThat(entry.actor()).isEqualTo("jinghehead");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：当天安排的随即转交；从休息日开始的，到第一个工作日上班时转交；调休上班的星期六算工作日")
    void theFirstWorkingDay() {
        String number = claimed();
        arrange("jinghehead", "fromDay", "2026-03-01", "untilDay", "2026-03-02");
        acts.timeIs("2026-03-02T10:01");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");

        String second = claimed();
        arrange("jinghehead", "fromDay", "2026-03-07", "untilDay", "2026-03-09");
        acts.timeIs("2026-03-08T23:00");
        assertThat(assignee(second, "userTask_respond")).isEqualTo("jinghe1");
        acts.timeIs("2026-03-09T09:00");
        assertThat(assignee(second, "userTask_respond")).isEqualTo("jinghe2");

        // Saturday 14 February 2026 is worked for the Spring Festival
        today("2026-02-12T10:00");
        String third = acts.register("ysb1", general());
        acts.triage("ysb1", third, ComplaintClass.GENERAL, "jinghe");
        claim("jinghe1", third, "userTask_respond");
        arrange("jinghehead", "fromDay", "2026-02-14", "untilDay", "2026-02-23");
        acts.timeIs("2026-02-14T09:00");
        assertThat(assignee(third, "userTask_respond")).isEqualTo("jinghe2");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：代办人按规定不能办的交回单位：研判该投诉的人不能回访")
    void whatTheSubstituteMayNotDoGoesBack() {
        String number = replied("2026-03-02T10:00");
        claim("ysb2", number, "userTask_visit");
        String arrangement = acts.arrangeSubstitute("ysbhead", "ysb2", "ysb1", "2026-03-02", "2026-03-06");
        acts.timeIs("2026-03-02T10:01");
        assertThat(assignee(number, "userTask_visit")).isNull();
        assertThat(acts(number)).endsWith(Act.RETURNED_WHILE_AWAY);
        assertThat(told(arrangement)).singleElement().satisfies(notice -> assertThat(notice.body())
                .contains("待办0项", "单位1项"));
        assertThat(seenBy("ysbhead", number)).containsExactly("userTask_visit");
        claim("ysbhead", number, "userTask_visit");
        assertThat(assignee(number, "userTask_visit")).isEqualTo("ysbhead");
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条、第四条：负责人自己不在岗的，只有负责人能办的退回负责人组，代办人得不到封存的内容")
    void whatIsForTheHeadAloneStaysWithHeads() {
        String number = replied("2026-03-02T10:00");
        acts.seal("ysb1", number, "疑似涉密。");
        claim("ysbhead", number, "userTask_decideSealed");
        identity.createMembership("ysb2", "ysbhead");
        try {
            acts.arrangeSubstitute("ysbhead", "ysbhead", "ysb1", "2026-03-02", "2026-03-06");
            acts.timeIs("2026-03-02T10:01");
            assertThat(assignee(number, "userTask_decideSealed")).isNull();
            assertThat(seenBy("ysb1", number)).doesNotContain("userTask_decideSealed");
            assertThat(seenBy("ysb2", number)).contains("userTask_decideSealed");
            assertIntact(number);
        } finally {
            identity.deleteMembership("ysb2", "ysbhead");
        }
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：唯一的负责人不在岗的，先另设负责人，否则只有负责人能办的将无人能办")
    void theOnlyHead() {
        today("2026-03-02T10:00");
        assertRefused(
                "awayPerson",
                () -> acts.arrangeSubstitute("jinghehead", "jinghehead", "jinghe1", "2026-03-04", "2026-03-06"));
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：剩下的日子没有工作日的不安排；系统停机到期满以后的，人已回岗，不再转交")
    void tooLate() {
        String number = claimed();
        time.set(Acts.at("2026-03-07T10:00"));
        assertRefused("untilDay", () -> arrange("jinghehead", "fromDay", "2026-03-02", "untilDay", "2026-03-08"));
        time.set(Acts.at("2026-03-02T11:00"));
        String arrangement = arrange("jinghehead", "fromDay", "2026-03-04", "untilDay", "2026-03-04");
        time.set(Acts.at("2026-03-05T08:00"));
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(arrangement)
                .singleResult()
                .getId();
        managementOfCases.createJobQuery().processInstanceId(instance).orderByJobDuedate().asc().list().stream()
                .map(Job::getId)
                .forEach(id -> managementOfCases.executeJob(id));
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe1");
        assertThat(told(arrangement)).isEmpty();
        assertThat(ended(arrangement, "endEvent_substitutionOver")).isTrue();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：责任认定的待办转交，不让办理单位从办理记录看出")
    void accountabilityStaysDiscreet() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        Task judging = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("userTask_judgeResponsibility")
                .taskCandidateGroup("ducha")
                .singleResult();
        processes.as("ducha1", () -> {
            tasks.claim(judging.getId(), "ducha1");
            return null;
        });
        acts.arrangeSubstitute("duchahead", "ducha1", "ducha2", "2026-03-03", "2026-03-06");
        acts.timeIs("2026-03-03T10:01");
        assertThat(tasks.createTaskQuery()
                        .taskId(judging.getId())
                        .singleResult()
                        .getAssignee())
                .isEqualTo("ducha2");
        assertThat(acts(number)).endsWith(Act.ACCOUNTABILITY_PASSED_ON).doesNotContain(Act.HANDED_TO_SUBSTITUTE);
        assertThat(Act.ACCOUNTABILITY_PASSED_ON.isDiscreet()).isTrue();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：负责人只管本单位：此人在别的单位认领的待办不动")
    void anotherUnitsTasksStay() {
        User both = identity.newUser("inTwoUnits");
        both.setFirstName("双");
        both.setLastName("岗");
        both.setPassword("A-long-enough-password-1");
        identity.saveUser(both);
        try {
            identity.createMembership("inTwoUnits", "jinghe");
            identity.createMembership("inTwoUnits", "zijian");
            String number = dispatched("2026-03-02T10:00", "zijian");
            claim("inTwoUnits", number, "userTask_respond");
            claim("inTwoUnits", number, "userTask_coHandle");
            arrange("jinghehead", "awayPerson", "inTwoUnits", "fromDay", "2026-03-02");
            acts.timeIs("2026-03-02T10:01");
            assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");
            assertThat(assignee(number, "userTask_coHandle")).isEqualTo("inTwoUnits");
            // the other unit's head sees to its own work
            acts.arrangeSubstitute("zijianhead", "inTwoUnits", "zijian2", "2026-03-02", "2026-03-06");
            acts.timeIs("2026-03-02T10:02");
            assertThat(assignee(number, "userTask_coHandle")).isEqualTo("zijian2");
            assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");
        } finally {
            identity.deleteUser("inTwoUnits");
        }
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：开始前取消的什么也不转交；提前结束的，已转交的仍由代办人办理；结束后可另行安排")
    void endedEarly() {
        String number = claimed();
        String cancelled = arrange("jinghehead");
        acts.endSubstitution("jinghehead", cancelled);
        assertThat(ended(cancelled, "endEvent_endedEarly")).isTrue();
        acts.timeIs("2026-03-05T10:00");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe1");
        assertThat(told(cancelled)).isEmpty();

        String again = arrange("jinghehead", "untilDay", "2026-03-11");
        acts.timeIs("2026-03-05T10:01");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");
        assertThatThrownBy(() -> acts.endSubstitution("jinghe2", again)).isInstanceOf(suban.NotFound.class);
        acts.endSubstitution("jinghehead", again);
        assertThat(told(again)).extracting(Notice::milestone).containsExactly("substitutionBegun", "substitutionOver");
        assertThat(assignee(number, "userTask_respond")).isEqualTo("jinghe2");
        assertThat(arrange("jinghehead", "untilDay", "2026-03-11")).isNotEqualTo(again);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：代办人调离的，转来的待办交回单位")
    void theSubstituteLeaves() {
        User leaver = identity.newUser("leavingSoon");
        leaver.setFirstName("离");
        leaver.setLastName("职");
        leaver.setPassword("A-long-enough-password-1");
        identity.saveUser(leaver);
        try {
            identity.createMembership("leavingSoon", "jinghe");
            String number = claimed();
            arrange("jinghehead", "substitutePerson", "leavingSoon", "fromDay", "2026-03-02");
            acts.timeIs("2026-03-02T10:01");
            assertThat(assignee(number, "userTask_respond")).isEqualTo("leavingSoon");
            identity.deleteMembership("leavingSoon", "jinghe");
            assertThat(assignee(number, "userTask_respond")).isNull();

            // gone before the first day: the tasks go back to the unit
            String second = claimed();
            jdbc.update("delete from substitution");
            identity.createMembership("leavingSoon", "jinghe");
            arrange("jinghehead", "substitutePerson", "leavingSoon");
            identity.deleteMembership("leavingSoon", "jinghe");
            acts.timeIs("2026-03-04T09:00");
            assertThat(assignee(second, "userTask_respond")).isNull();
            assertThat(acts(second)).endsWith(Act.RETURNED_WHILE_AWAY);
        } finally {
            identity.deleteUser("leavingSoon");
        }
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：只有本单位负责人安排本单位的人；同一人、日期颠倒、已过、超过90天、没有工作日的，指明哪一项")
    void refused() {
        today("2026-03-02T10:00");
        assertThatThrownBy(() -> arrange("jinghe1")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> arrange("supervisor1")).isInstanceOf(RuntimeException.class);
        assertRefused("awayPerson", () -> arrange("zijianhead"));
        assertRefused("awayPerson", () -> arrange("jinghehead", "awayPerson", "zijian1"));
        assertRefused("substitutePerson", () -> arrange("jinghehead", "substitutePerson", "zijian1"));
        assertRefused("substitutePerson", () -> arrange("jinghehead", "substitutePerson", "jinghe1"));
        assertRefused("substitutePerson", () -> arrange("jinghehead", "substitutePerson", null));
        assertRefused("untilDay", () -> arrange("jinghehead", "untilDay", "2026-03-03"));
        assertRefused("untilDay", () -> arrange("jinghehead", "fromDay", "2026-02-25", "untilDay", "2026-03-01"));
        // 4 March to 1 June are 90 days
        assertRefused("untilDay", () -> arrange("jinghehead", "untilDay", "2026-06-02"));
        assertRefused("untilDay", () -> arrange("jinghehead", "fromDay", "2026-03-07", "untilDay", "2026-03-08"));
        assertRefused("fromDay", () -> arrange("jinghehead", "fromDay", "2027-03-03", "untilDay", "2027-03-05"));
        assertRefused("leaveKind", () -> arrange("jinghehead", "leaveKind", "病假"));
        assertThat(jdbc.queryForObject("select count(*) from substitution", Integer.class))
                .isZero();
        assertThat(arrange("jinghehead", "untilDay", "2026-06-01")).isNotNull();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：同一人同一时间一个安排；不在岗的不代办，代办的不请人代办；一人可替两人；同样的一分钟内再交一次只算一次")
    void noOverlapAndNoChain() {
        today("2026-03-02T10:00");
        String first = arrange("jinghehead");
        assertThat(arrange("jinghehead")).isEqualTo(first);
        assertThat(jdbc.queryForObject("select count(*) from substitution", Integer.class))
                .isEqualTo(1);
        // a second one of the same person, sharing one day
        assertRefused(
                "awayPerson",
                () -> arrange(
                        "jinghehead",
                        "substitutePerson",
                        "jinghehead",
                        "fromDay",
                        "2026-03-06",
                        "untilDay",
                        "2026-03-10"));
        identity.createMembership("zijianhead", "jinghehead"); // or the head could not be away at all
        try {
            // each for the other
            assertRefused(
                    "awayPerson", () -> arrange("jinghehead", "awayPerson", "jinghe2", "substitutePerson", "jinghe1"));
            // a chain from either end
            assertRefused(
                    "awayPerson",
                    () -> arrange("jinghehead", "awayPerson", "jinghe2", "substitutePerson", "jinghehead"));
            assertRefused(
                    "substitutePerson",
                    () -> arrange("jinghehead", "awayPerson", "jinghehead", "substitutePerson", "jinghe1"));
            // one person for two, and the same person again afterwards
            assertThat(arrange("jinghehead", "awayPerson", "jinghehead")).isNotEqualTo(first);
            assertThat(arrange("jinghehead", "fromDay", "2026-03-07", "untilDay", "2026-03-10"))
                    .isNotEqualTo(first);
        } finally {
            identity.deleteMembership("zijianhead", "jinghehead");
        }
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：表单只列本单位的人，按姓名选")
    void theFormOffersTheUnitsPeople() {
        String mine = startForm("jinghehead");
        assertThat(mine)
                .contains(people.nameOf("jinghe1"), people.nameOf("jinghe2"), people.nameOf("jinghehead"))
                .doesNotContain("valuesKey", "zijian1");
        assertThat(startForm("zijianhead")).contains("zijian1").doesNotContain("jinghe1");
        // nobody's head: nobody to choose
        assertThat(startForm("admin")).doesNotContain("jinghe1", "zijian1");
        assertThatThrownBy(() -> startForm("jinghe1")).isInstanceOf(RuntimeException.class);
    }

    private String startForm(String user) {
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("substitution")
                .latestVersion()
                .singleResult()
                .getId();
        return processes.as(user, () -> {
            try (InputStream form = forms.getDeployedStartForm(definition)) {
                return new String(form.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
