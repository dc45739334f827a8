package suban.calendar;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the approved years. Strict, because a misread holiday moves every deadline: a file is either right or the start fails. */
final class CalendarFiles {

    private static final String BUILT_IN = "classpath*:calendar/*.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final ObjectReader READER = YAML.readerFor(CalendarYear.class);

    private CalendarFiles() {}

    /** @throws IllegalStateException naming the file and the mistake in Chinese */
    static List<CalendarYear> read(String additionalLocation) {
        List<CalendarYear> sets = new ArrayList<>(readAll(BUILT_IN));
        if (additionalLocation != null && !additionalLocation.isBlank()) {
            sets.addAll(readAll(additionalLocation));
        }
        if (sets.isEmpty()) {
            throw new IllegalStateException("没有找到任何年度工作日历（" + BUILT_IN + "）");
        }
        new WorkingDays(sets); // refuses what contradicts itself
        return sets;
    }

    /**
     * Reads a data set that somebody puts in; who approves it, and when, is not theirs to say.
     *
     * @throws IllegalArgumentException with the mistake in Chinese
     */
    static CalendarYear parse(String text, String by, LocalDate on) {
        try {
            JsonNode tree = YAML.readTree(text);
            if (!(tree instanceof ObjectNode set)) {
                throw new IllegalArgumentException("不是一个年度的数据");
            }
            set.put("approvedBy", by);
            set.put("approvedOn", on.toString());
            return READER.readValue(set);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(inChinese(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data set as it is kept. */
    static String write(CalendarYear set) {
        try {
            return YAML.writeValueAsString(set);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@link #write} wrote. */
    static CalendarYear readStored(String text) {
        try {
            return READER.readValue(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CalendarYear> readAll(String location) {
        List<CalendarYear> sets = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(location)) {
                sets.add(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("工作日历无法读取：" + location, e);
        }
        return sets;
    }

    private static CalendarYear read(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return READER.readValue(in);
        } catch (JacksonException e) {
            throw new IllegalStateException("工作日历 " + file.getDescription() + " 有误：" + mistake(e), e);
        }
    }

    private static String mistake(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException refused
                ? refused.getMessage()
                : lineOf(e) + e.getOriginalMessage();
    }

    /** For people at a form: where the mistake is, without the parser's own words. */
    private static String inChinese(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "没有“" + unknown.getPropertyName() + "”这一项";
        }
        String where = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("的"))
                : "";
        return where.isEmpty() ? lineOf(e) + "格式有误" : where + "有误";
    }

    private static String lineOf(JacksonException e) {
        return e.getLocation() == null ? "" : "第 " + e.getLocation().getLineNr() + " 行，";
    }
}
