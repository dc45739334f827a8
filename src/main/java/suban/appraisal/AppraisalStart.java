package suban.appraisal;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.engine.StartGuard;

/** Which years the office may start an appraisal of (Article 16). */
@Component
class AppraisalStart implements StartGuard {

    private final AppraisalService appraisals;
    private final CalendarService calendar;

    AppraisalStart(AppraisalService appraisals, CalendarService calendar) {
        this.appraisals = appraisals;
        this.calendar = calendar;
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues values) {
        if (!AppraisalRules.PROCESS.equals(processKey) || !(values.values().get("year") instanceof Number)) {
            return List.of(); // the form says what is wrong
        }
        int year = AppraisalService.year(values);
        if (year >= calendar.today().getYear()) {
            return List.of(new FieldError("year", "考核年度：该年度尚未结束，可先试算"));
        }
        if (appraisals.newestVersion(year) > 0 && values.text("reason") == null) {
            return List.of(new FieldError("reason", "更正理由：该年度已公布，更正时必填"));
        }
        return List.of();
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues values) {
        return Optional.empty();
    }
}
