package suban.rescheduling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarProposals;
import suban.engine.FormValues;
import suban.engine.StartGuard;

/** Which data sets the office may put in: a right one, and the next of its year. */
@Component
class ProposeCalendarStart implements StartGuard {

    private final CalendarProposals proposals;

    ProposeCalendarStart(CalendarProposals proposals) {
        this.proposals = proposals;
    }

    /** The year of the start form; a whole number may come as {@code 2027.0}. */
    static int year(FormValues form) {
        return new BigDecimal(form.required("year", "年度")).intValue();
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues values) {
        if (!"calendarApproval".equals(processKey) || !(values.values().get("year") instanceof Number)) {
            return List.of(); // the form says what is wrong
        }
        try {
            proposals.check(
                    year(values),
                    values.text("data"),
                    String.valueOf(values.actor().user()));
            return List.of();
        } catch (InvalidInput refused) {
            return refused.errors();
        }
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues values) {
        return Optional.empty();
    }
}
