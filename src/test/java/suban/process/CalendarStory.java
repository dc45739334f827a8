package suban.process;

import java.util.List;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.ledger.ComplaintClass;
import suban.rescheduling.ReschedulingService;

/** A story in which the year 2027 is approved, and which leaves nobody else's days changed. */
abstract class CalendarStory extends SubanTest {

    @Autowired
    CalendarService calendar;

    @Autowired
    ReschedulingService rescheduling;

    @Autowired
    TransactionTemplate transaction;

    /** Other tests' cases have ended, as far as open deadlines go. */
    @BeforeEach
    void onlyThisStoryIsOpen() {
        jdbc.update("update complaint set closed_at = registered_at where closed_at is null");
        takeYearsBack();
    }

    @AfterEach
    void takeYearsBack() {
        jdbc.update("delete from calendar_year");
        transaction.execute(status -> calendar.version());
    }

    /** An invented arrangement: New Year from Friday 1 to Sunday 3 January, this day worked for the Spring Festival. */
    static String year2027(String madeUpOn) {
        return """
            year: 2027
            version: 2027-1
            noticeNumber: 国办发明电〔2026〕99号
            holidays:
              - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
              - {name: 春节, from: 2027-02-05, to: 2027-02-11}
            makeUpDays:
              - {date: %s, holiday: 春节}
            """
                .formatted(madeUpOn);
    }

    String dispatch(String... coHandlers) {
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", coHandlers);
        return number;
    }

    /** When the timers of a case fire, in order. */
    List<String> timers(String number) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .flatMap(
                        it -> managementOfCases.createJobQuery().processInstanceId(it.getId()).timers().list().stream())
                .map(Job::getDuedate)
                .map(due -> due.toInstant()
                        .atZone(EngineClock.ZONE)
                        .toLocalDateTime()
                        .toString())
                .sorted()
                .toList();
    }
}
