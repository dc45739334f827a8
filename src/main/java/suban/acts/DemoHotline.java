package suban.acts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import suban.problems.ProblemReviewService;

/** The demonstration's acts that are no complaint's: 12345 ledgers, joint items, recurring problems (Articles 7(6), 13). */
@Component
@Profile("demo")
class DemoHotline {

    private static final List<String> COLUMNS =
            List.of("工单编号", "企业名称", "诉求标题", "诉求内容", "诉求类型", "所属新城", "承办单位", "受理时间", "办结时间", "办理结果");

    private final HotlineActs hotline;
    private final BankActs bank;
    private final ProblemReviewService reviews;

    DemoHotline(HotlineActs hotline, BankActs bank, ProblemReviewService reviews) {
        this.hotline = hotline;
        this.bank = bank;
        this.reviews = reviews;
    }

    /** Does the act, if it is one of these. */
    boolean perform(DemoScript.Step step, DemoDays days) {
        String who = step.person();
        List<String> numbers = step.story().numbers();
        switch (step.act()) {
            case "sendsLedger" -> sendLedger(step, days);
            case "proposesJointly" -> {
                Map<String, Object> form = new LinkedHashMap<>(step.fields());
                form.put("title", step.story().title());
                form.put("agreedOn", day(step, "agreedOn", days));
                numbers.add(hotline.proposeJointItem(who, form));
            }
            case "agreesJointly" ->
                hotline.agreeJointItem(who, step.number(), step.text("lead"), units(step), day(step, "agreedOn", days));
            case "contributes" -> hotline.contributeToJointItem(who, step.number(), step.text("text"));
            case "reviews" -> reviews.reviewNow();
            case "confirmsProblem" -> {
                numbers.add(bank.proposedAbout(step.text("keywords")));
                bank.confirm(
                        who,
                        step.number(),
                        step.story().title(),
                        step.text("keywords"),
                        step.text("unit"),
                        day(step, "planBy", days));
            }
            case "plansSolution" ->
                bank.plan(
                        who,
                        step.number(),
                        step.text("advice"),
                        step.text("short"),
                        step.text("shortUnit"),
                        day(step, "shortBy", days),
                        Map.of(
                                "longSolution",
                                step.text("long"),
                                "longUnit",
                                step.text("longUnit"),
                                "longDueOn",
                                day(step, "longBy", days)));
            case "approvesSolution" -> bank.approve(who, step.number());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void sendLedger(DemoScript.Step step, DemoDays days) {
        StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (JsonNode row : step.details()) {
            List<String> cells = new ArrayList<>();
            for (String column : List.of(
                    "number", "enterprise", "title", "content", "type", "city", "unit", "received", "done", "result")) {
                JsonNode cell = row.path(column);
                cells.add(
                        cell.isInt()
                                ? days.workingDay(cell.asInt()).toString()
                                : cell.asText("").replace(",", "，"));
            }
            csv.append(String.join(",", cells)).append('\n');
        }
        hotline.sendLedger(
                step.person(), "hotline", "12345企业诉求办理台账.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> units(DemoScript.Step step) {
        List<String> units = new ArrayList<>();
        step.details().path("units").forEach(unit -> units.add(unit.asText()));
        return units;
    }

    private static String day(DemoScript.Step step, String name, DemoDays days) {
        return days.workingDay(step.details().path(name).asInt()).toString();
    }
}
