package suban.engine;

import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import suban.Actor;
import suban.InvalidInput;

/**
 * What one person or system sent in one act. It travels through the process as a transient variable, so that it reaches the
 * service that stores it and never the engine's tables.
 *
 * @param values submitted values by form key; empty fields are absent; lists and objects as Java collections
 * @param actor who sent it
 */
public record FormValues(LinkedHashMap<String, Object> values, Actor actor) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Name of the transient variable that carries the values. */
    public static final String VARIABLE = "form";

    /** A copy of {@code values} without the empty ones. */
    public static FormValues of(Map<String, ?> values, Actor actor) {
        LinkedHashMap<String, Object> present = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value != null && !(value instanceof String text && text.isBlank())) {
                present.put(key, value instanceof String text ? text.strip() : value);
            }
        });
        return new FormValues(present, actor);
    }

    /** The text of a field, or null where it is empty. */
    public String text(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    /** The text of a field, or {@code otherwise} where it is empty. */
    public String text(String key, String otherwise) {
        return Optional.ofNullable(text(key)).orElse(otherwise);
    }

    /** The text of a field that must be there; {@code label} is its Chinese name for the refusal. */
    public String required(String key, String label) {
        String value = text(key);
        if (value == null) {
            throw new InvalidInput(key, label + "：必填");
        }
        return value;
    }

    /** Whether a box is ticked; an absent one is not. */
    public boolean flag(String key) {
        return Boolean.parseBoolean(String.valueOf(values.get(key)));
    }

    /** The entries of a list field as texts, in their order; empty where there is none. */
    public List<String> list(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> entries) {
            return entries.stream().map(String::valueOf).toList();
        }
        return List.of(value.toString().split("[,，;；\\s]+"));
    }

    /** The rows of a dynamic list; empty where there is none. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> rows(String key) {
        Object value = values.get(key);
        if (value instanceof List<?> entries && entries.stream().allMatch(Map.class::isInstance)) {
            return (List<Map<String, Object>>) entries;
        }
        return List.of();
    }

    /** A date (ISO 8601; a time is cut off), or null where it is empty. */
    public LocalDate date(String key, String label) {
        String value = text(key);
        if (value == null) {
            return null;
        }
        try {
            return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
        } catch (DateTimeParseException e) {
            throw new InvalidInput(key, label + "：不是有效的日期");
        }
    }

    /** A point in time (ISO 8601, in Asia/Shanghai where no offset is given), or null where it is empty. */
    public ZonedDateTime time(String key, String label) {
        String value = text(key);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).atZoneSameInstant(EngineClock.ZONE);
        } catch (DateTimeParseException noOffset) {
            try {
                return LocalDateTime.parse(value).atZone(EngineClock.ZONE);
            } catch (DateTimeParseException e) {
                throw new InvalidInput(key, label + "：不是有效的时间");
            }
        }
    }

    /** Whether every database can keep this text and every document show it: no control characters, no halves of one. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                        || (c & 0xFFFE) == 0xFFFE
                        || c >= 0xFDD0 && c <= 0xFDEF);
    }

    /** Whether this stays on one line wherever it is shown: titles and names stand in subjects of messages, too. */
    public static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(c -> c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029);
    }

    /** A key that somebody made up, fit to be sent back: short and without what no document shows. */
    public static String printable(String key) {
        StringBuilder shown = new StringBuilder();
        key.codePoints()
                .limit(60)
                .map(c -> isStorable(Character.toString(c)) && c >= ' ' ? c : '\uFFFD')
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
