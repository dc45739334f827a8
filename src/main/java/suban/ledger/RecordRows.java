package suban.ledger;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.data.util.ParsingUtils;
import org.springframework.jdbc.core.RowMapper;

/**
 * Makes a record of a row that has a column for each of its components. Spring Data's own way does the same for anything, and costs more
 * than the query; what every act reads is read this way.
 *
 * @param <T> a record of texts, numbers, times and enums
 */
final class RecordRows<T extends Record> implements RowMapper<T> {

    /** How a column becomes a value; null of null. */
    private interface Reading {
        Object of(ResultSet row, String column) throws SQLException;
    }

    private record Component(String column, Reading reading) {}

    private static final Map<Class<?>, Reading> READINGS = Map.of(
            String.class,
            ResultSet::getString,
            int.class,
            ResultSet::getInt,
            long.class,
            ResultSet::getLong,
            boolean.class,
            ResultSet::getBoolean,
            Integer.class,
            (row, column) -> row.getObject(column, Integer.class),
            Long.class,
            (row, column) -> row.getObject(column, Long.class),
            LocalDate.class,
            (row, column) -> row.getObject(column, LocalDate.class),
            Instant.class,
            RecordRows::instant);

    private final Constructor<T> constructor;
    private final List<Component> components = new ArrayList<>();

    /** @throws IllegalArgumentException if a component is of a type that is not known here */
    RecordRows(Class<T> type) {
        try {
            constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String column = ParsingUtils.reconcatenateCamelCase(component.getName(), "_");
            components.add(new Component(column, reading(component.getType())));
        }
    }

    private static Reading reading(Class<?> type) {
        if (type.isEnum()) {
            return (row, column) -> constant(type, row.getString(column));
        }
        Reading known = READINGS.get(type);
        if (known == null) {
            throw new IllegalArgumentException(type + " is not read from a column here");
        }
        return known;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Class<?> type, String name) {
        return name == null ? null : Enum.valueOf((Class<? extends Enum>) type, name);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public T mapRow(ResultSet row, int index) throws SQLException {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            values[i] = component.reading().of(row, component.column());
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
