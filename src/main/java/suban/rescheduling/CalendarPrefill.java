package suban.rescheduling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarProposals;
import suban.calendar.CalendarYear;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Texts;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.UnitKind;

/** Opens the approval with the year's days and with what it would do to the open deadlines. */
@Component
class CalendarPrefill implements FormPrefill {

    private static final int MOST_ROWS = 500;

    private final ReschedulingService rescheduling;
    private final CalendarProposals proposals;
    private final Organisation organisation;
    private final People people;

    CalendarPrefill(
            ReschedulingService rescheduling, CalendarProposals proposals, Organisation organisation, People people) {
        this.people = people;
        this.rescheduling = rescheduling;
        this.proposals = proposals;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_approveCalendar".equals(task.key())) {
            return Map.of();
        }
        CalendarProposals.Proposal proposal = proposals.proposal(task.number());
        CalendarYear set = proposal.set();
        List<ReschedulingService.Affected> affected = rescheduling.preview(task.number());
        List<Map<String, Object>> rows = rows(affected);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", task.number());
        values.put("yearText", set.year() + "年");
        values.put("versionText", set.version());
        values.put("noticeText", set.noticeNumber());
        values.put("proposedByText", people.nameOf(proposal.proposedBy()));
        values.put(
                "holidaysText",
                set.holidays().stream()
                        .map(it -> "%s：%s至%s".formatted(it.name(), Texts.day(it.from()), Texts.day(it.to())))
                        .collect(Collectors.joining("\n")));
        values.put(
                "makeUpDaysText",
                set.makeUpDays().isEmpty()
                        ? "无"
                        : set.makeUpDays().stream()
                                .map(it -> "%s（%s调休）".formatted(Texts.day(it.date()), it.holiday()))
                                .collect(Collectors.joining("\n")));
        values.put(
                "affectedText",
                affected.isEmpty()
                        ? "不影响任何未办结投诉的期限"
                        : "共影响%d件未办结投诉%s".formatted(affected.size(), rows.size() > MOST_ROWS ? "，下表只列前500项" : ""));
        values.put("affectedRows", rows.stream().limit(MOST_ROWS).toList());
        return values;
    }

    private List<Map<String, Object>> rows(List<ReschedulingService.Affected> affected) {
        String office = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ReschedulingService.Affected it : affected) {
            String number = rescheduling.accuses(it.complaint(), office)
                    ? "（应当回避）"
                    : it.complaint().number();
            String state = it.provisional() ? "仍为暂定" : it.nowFinal() ? "转为正式" : "正式";
            if (it.moved().isEmpty()) {
                rows.add(row(number, "办理期限", "不变", "不变", state));
            }
            it.moved()
                    .forEach(moved -> rows.add(row(
                            number,
                            moved.attempt() == 0 ? moved.what() : "第%d次办理：%s".formatted(moved.attempt(), moved.what()),
                            Texts.time(moved.from()),
                            Texts.time(moved.to()),
                            state)));
        }
        return rows;
    }

    private static Map<String, Object> row(String number, String what, String from, String to, String state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("what", what);
        row.put("from", from);
        row.put("to", to);
        row.put("state", state);
        return row;
    }
}
