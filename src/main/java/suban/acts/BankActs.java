package suban.acts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.NotFound;
import suban.engine.Processes;

/** What people do with recurring problems (Article 13), as {@link Acts} does for complaints. */
@Component
public class BankActs {

    private final Processes processes;
    private final JdbcClient jdbc;

    BankActs(Processes processes, JdbcClient jdbc) {
        this.processes = processes;
        this.jdbc = jdbc;
    }

    /** Code of the latest problem whose title or reason names this word and that waits for the office. */
    public String proposedAbout(String word) {
        return jdbc.sql(
                        """
                        select code from problem where state = 'PROPOSED' and (title like :word or reason like :word)
                        order by id desc fetch first 1 rows only""")
                .param("word", "%" + word + "%")
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("没有待确认的常见问题：" + word));
    }

    /** The office takes a problem into the bank. */
    public void confirm(String officer, String code, String title, String keywords, String planUnit, String planDueOn) {
        processes.complete(
                officer,
                code,
                "userTask_confirmProblem",
                Map.of(
                        "decision",
                        "CONFIRM",
                        "title",
                        title,
                        "keywords",
                        keywords,
                        "planUnit",
                        planUnit,
                        "planDueOn",
                        planDueOn));
    }

    /** The office finds a problem to be none. */
    public void discard(String officer, String code, String reason) {
        processes.complete(officer, code, "userTask_confirmProblem", Map.of("decision", "DISCARD", "reason", reason));
    }

    /** A unit gives a short-term solution and, in {@code further}, perhaps a long-term one. */
    public void plan(
            String person,
            String code,
            String advice,
            String shortSolution,
            String shortUnit,
            String shortDueOn,
            Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("advice", advice);
        form.put("shortSolution", shortSolution);
        form.put("shortUnit", shortUnit);
        form.put("shortDueOn", shortDueOn);
        form.put("needsLongTerm", !further.isEmpty());
        form.putAll(further);
        processes.complete(person, code, "userTask_planSolution", form);
    }

    /** The office approves the solutions. */
    public void approve(String officer, String code) {
        processes.complete(officer, code, "userTask_approveSolution", Map.of("decision", "APPROVE"));
    }

    /** The office returns the solutions. */
    public void returnPlan(String officer, String code, String reason) {
        processes.complete(
                officer, code, "userTask_approveSolution", Map.of("decision", "RETURN", "returnReason", reason));
    }

    /** The short-term solution has been carried out. */
    public void shortTermDone(String person, String code, String text) {
        processes.complete(person, code, "userTask_carryOutShortTerm", Map.of("shortDoneText", text));
    }

    /** The long-term solution has been carried out. */
    public void longTermDone(String person, String code, String text) {
        processes.complete(person, code, "userTask_carryOutLongTerm", Map.of("longDoneText", text));
    }
}
