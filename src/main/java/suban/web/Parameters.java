package suban.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.FormValues;

/** Reads the parameters of one request as text and collects, in Chinese and by name, all that is wrong with them. */
final class Parameters {

    private final List<FieldError> errors = new ArrayList<>();

    void refuse(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    /** Refuses a value that is missing and not refused already. */
    <T> T required(String name, String label, T value) {
        if (value == null && errors.stream().noneMatch(error -> error.field().equals(name))) {
            refuse(name, label + "（" + name + "）：必填");
        }
        return value;
    }

    /** The text without blanks around it; null where there is none. */
    String text(String name, String label, String text, int most) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String value = text.strip();
        if (!FormValues.isStorable(value)) {
            refuse(name, label + "（" + name + "）：含有无法保存的字符");
            return null;
        }
        if (value.codePointCount(0, value.length()) > most) {
            refuse(name, "%s（%s）：不能超过%d个字".formatted(label, name, most));
            return null;
        }
        return value;
    }

    /** The constant of this name; null where there is no text. */
    <E extends Enum<E>> E oneOf(String name, String label, String text, Class<E> type) {
        if (text == null || text.isBlank()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.strip())) {
                return constant;
            }
        }
        refuse(
                name,
                label + "（" + name + "）：没有该选项，可选值为"
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining("、")));
        return null;
    }

    /** {@code true} or {@code false}; null where there is no text. */
    Boolean flag(String name, String label, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        switch (text.strip()) {
            case "true":
                return true;
            case "false":
                return false;
            default:
                refuse(name, label + "（" + name + "）：只能为 true 或 false");
                return null;
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    int number(String name, String label, String text, int otherwise, int least, int most) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (text.strip().matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        }
        refuse(name, "%s（%s）：须为 %d 至 %d 的整数".formatted(label, name, least, most));
        return otherwise;
    }

    /** A day of Asia/Shanghai or a time with offset; null where there is no text. */
    Instant time(String name, String label, String text, boolean endOfDay) {
        if (text == null || text.isBlank()) {
            return null;
        }
        // a plus sign that was not encoded arrives as a blank
        String value = text.strip().replaceFirst(" (?=[0-9]{2}:[0-9]{2}$)", "+");
        try {
            Instant time = value.length() == 10
                    ? LocalDate.parse(value)
                            .plusDays(endOfDay ? 1 : 0)
                            .atStartOfDay(CalendarService.ZONE)
                            .toInstant()
                    : OffsetDateTime.parse(value).toInstant();
            int year = time.atZone(CalendarService.ZONE).getYear();
            if (year >= 2000 && year <= 2100) {
                return time;
            }
            refuse(name, label + "（" + name + "）：须在 2000 年至 2099 年之间");
        } catch (DateTimeParseException e) {
            refuse(name, label + "（" + name + "）：须为日期或带时区的时间，例如 2026-02-12 或 2026-02-12T10:00:00+08:00");
        }
        return null;
    }
}
