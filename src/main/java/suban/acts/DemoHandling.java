package suban.acts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import suban.engine.EngineClock;

/** The acts of the demonstration that happen while a case is worked (Articles 8, 9, 10, 11, 12). */
@Component
@Profile("demo")
class DemoHandling {

    private final Acts acts;

    DemoHandling(Acts acts) {
        this.acts = acts;
    }

    /** Does the step; false where it is none of these acts. Days count as in the script: working days from day 0. */
    boolean perform(DemoScript.Step step, DemoDays days) {
        String who = step.person();
        String number = step.number();
        switch (step.act()) {
            case "objects" ->
                acts.object(who, number, "userTask_" + step.text("at"), step.text("proposing"), step.text("reason"));
            case "upholds" -> acts.uphold(who, number, step.text("unit"), step.text("reason"));
            case "refusesObjection" -> acts.refuseObjection(who, number, step.text("reason"));
            case "callsMeeting" ->
                acts.callMeeting(
                        who,
                        number,
                        days.at(days(step, "on"), step.text("time"))
                                .atZone(EngineClock.ZONE)
                                .toLocalDateTime()
                                .toString(),
                        step.text("topic"));
            case "agreesToMeet" -> acts.agreeToMeeting(who, number);
            case "recordsMeeting" -> {
                List<Acts.Promise> promises = new ArrayList<>();
                step.details()
                        .path("commitments")
                        .forEach(it -> promises.add(new Acts.Promise(
                                it.path("unit").asText(),
                                it.path("text").asText(),
                                days.workingDay(it.path("by").asInt()).toString(),
                                it.path("beforeReply").asBoolean())));
                acts.recordMeeting(who, number, step.text("minutes"), promises.toArray(Acts.Promise[]::new));
            }
            case "fulfils" -> acts.fulfil(who, number, step.text("note"));
            case "noticesDelay" ->
                acts.noticeOfDelay(
                        who, number, days.workingDay(days(step, "until")).toString(), step.text("reason"));
            case "grants" ->
                acts.grant(who, number, days.workingDay(days(step, "until")).toString());
            case "asksForCoHandlers" ->
                acts.askForCoHandlers(who, number, units(step, "add"), units(step, "release"), step.text("reason"));
            case "changesCoHandlers" ->
                acts.changeCoHandlers(who, number, units(step, "add"), units(step, "release"), step.text("reason"));
            case "proposesPlan" -> {
                Map<String, String> steps = new LinkedHashMap<>();
                step.details()
                        .path("milestones")
                        .forEach(it -> steps.put(
                                days.workingDay(it.path("by").asInt()).toString(),
                                it.path("text").asText()));
                acts.proposePlan(who, number, step.text("plan"), steps);
            }
            case "reclassifies" -> acts.reclassify(who, number, step.text("reason"));
            case "writesLetter" ->
                acts.writeLetter(
                        who,
                        number,
                        step.text("to"),
                        step.text("matter"),
                        days.workingDay(days(step, "by")).toString());
            case "notesAnswer" ->
                acts.noteAnswer(
                        who,
                        number,
                        days.workingDay(days(step, "on")).toString(),
                        step.text("from"),
                        step.text("text"));
            case "signsOff" -> acts.signOff(who, number);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int days(DemoScript.Step step, String field) {
        return step.details().path(field).asInt();
    }

    private static List<String> units(DemoScript.Step step, String field) {
        List<String> units = new ArrayList<>();
        step.details().path(field).forEach(unit -> units.add(unit.asText()));
        return units;
    }
}
