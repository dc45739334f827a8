package suban.calendar;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the approved years. Strict, because a misread holiday moves every deadline: a file is either right or the start fails. */
final class CalendarFiles {

    private static final String BUILT_IN = "classpath*:calendar/*.yaml";

    private static final ObjectReader READER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(CalendarYear.class);

    private CalendarFiles() {}

    /** @throws IllegalStateException naming the file and the mistake in Chinese */
    static WorkingDays read(String additionalLocation) {
        List<CalendarYear> sets = new ArrayList<>(readAll(BUILT_IN));
        if (additionalLocation != null && !additionalLocation.isBlank()) {
            sets.addAll(readAll(additionalLocation));
        }
        if (sets.isEmpty()) {
            throw new IllegalStateException("没有找到任何年度工作日历（" + BUILT_IN + "）");
        }
        return new WorkingDays(sets);
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
            String mistake = e.getCause() instanceof IllegalArgumentException refused
                    ? refused.getMessage()
                    : lineOf(e) + e.getOriginalMessage();
            throw new IllegalStateException("工作日历 " + file.getDescription() + " 有误：" + mistake, e);
        }
    }

    private static String lineOf(JacksonException e) {
        return e.getLocation() == null ? "" : "第 " + e.getLocation().getLineNr() + " 行，";
    }
}
