package suban.calendar;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;

/**
 * Tells anyone with a log-in when something would be due and why. Parameters are read as text, so that every refusal is in
 * Chinese and names its field.
 */
@RestController
class DeadlineController {

    private static final Pattern DAYS = Pattern.compile("[0-9]{1,4}");

    /** A plus sign that was not encoded arrives as a blank. */
    private static final Pattern BLANK_FOR_PLUS = Pattern.compile(" (?=[0-9]{2}:[0-9]{2}$)");

    private final CalendarService calendar;

    DeadlineController(CalendarService calendar) {
        this.calendar = calendar;
    }

    /** A deadline as it is sent: {@code due} with the offset +08:00. */
    record View(
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime due, boolean provisional, List<DayView> days) {

        static View of(Deadline deadline) {
            return new View(
                    deadline.due().atZone(CalendarService.ZONE).toOffsetDateTime(),
                    deadline.provisional(),
                    deadline.days().stream()
                            .map(day -> new DayView(day.date(), day.counted(), day.why()))
                            .toList());
        }
    }

    /** One day of the explanation as it is sent. */
    record DayView(@JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate date, boolean counted, String why) {}

    /** Exactly one of {@code workingDays} (Articles 8, 12, 14) and {@code calendarDays} (Article 8, 双周动态清零) must be given. */
    @GetMapping("/api/deadlines")
    View deadline(
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String workingDays,
            @RequestParam(required = false) String calendarDays) {
        List<FieldError> errors = new ArrayList<>();
        OffsetDateTime start = parseFrom(from, errors);
        boolean working = isGiven(workingDays);
        int days = 0;
        if (working == isGiven(calendarDays)) {
            errors.add(new FieldError("workingDays", "工作日数（workingDays）与自然日数（calendarDays）须填且只填一项"));
        } else if (working) {
            days = parseDays("workingDays", "工作日数", workingDays, CalendarService.MOST_WORKING_DAYS, errors);
        } else {
            days = parseDays("calendarDays", "自然日数", calendarDays, CalendarService.MOST_CALENDAR_DAYS, errors);
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return View.of(
                working
                        ? calendar.workingDaysAfter(start.toInstant(), days)
                        : calendar.calendarDaysAfter(start.toInstant(), days));
    }

    private static OffsetDateTime parseFrom(String text, List<FieldError> errors) {
        if (!isGiven(text)) {
            errors.add(new FieldError("from", "起算时间（from）必填"));
            return null;
        }
        try {
            OffsetDateTime from =
                    OffsetDateTime.parse(BLANK_FOR_PLUS.matcher(text.strip()).replaceFirst("+"));
            if (from.getYear() >= 2000 && from.getYear() < 2100) {
                return from;
            }
            errors.add(new FieldError("from", "起算时间（from）须在 2000 年至 2099 年之间"));
        } catch (DateTimeParseException e) {
            errors.add(new FieldError("from", "起算时间（from）须为带时区的日期时间，例如 2026-02-12T10:00:00+08:00"));
        }
        return null;
    }

    private static int parseDays(String field, String label, String text, int most, List<FieldError> errors) {
        if (DAYS.matcher(text.strip()).matches()) {
            int days = Integer.parseInt(text.strip());
            if (days >= 1 && days <= most) {
                return days;
            }
        }
        errors.add(new FieldError(field, label + "（" + field + "）须为 1 至 " + most + " 的整数"));
        return 0;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }
}
