package suban.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The PostgreSQL that is measured on: one of our own with the defaults of a server that loses nothing, or a given one by
 * {@code -Dbenchmark.url} (of any database of it, with user and password as parameters; the user may create databases).
 */
final class Server implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]*)(.*)");

    private final EmbeddedPostgres own;
    private final Matcher url;
    private final JdbcTemplate admin;
    private final List<AutoCloseable> pools = new ArrayList<>();
    private final Map<String, SingleConnectionDataSource> singles = new HashMap<>();

    private Server(EmbeddedPostgres own, String url) {
        this.own = own;
        this.url = URL.matcher(url);
        if (!this.url.matches()) {
            throw new IllegalArgumentException("benchmark.url: jdbc:postgresql://host:port/database?user=…&password=…");
        }
        this.admin = new JdbcTemplate(new SingleConnectionDataSource(url, true));
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (!"on".equals(admin.queryForObject("show " + setting, String.class))) {
                throw new IllegalStateException(setting + " is not on: this server may lose what is committed");
            }
        }
    }

    static Server open() throws IOException {
        String given = System.getProperty("benchmark.url", "");
        if (!given.isBlank()) {
            return new Server(null, given);
        }
        EmbeddedPostgres own = EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                // on the disk, where fsync means something
                .setDataDirectory(Files.createTempDirectory(Files.createDirectories(Figures.FOLDER), "data")
                        .toAbsolutePath())
                .setCleanDataDirectory(true)
                .setLocaleConfig("locale", "C.UTF-8")
                // the library turns both off
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        return new Server(own, own.getJdbcUrl("postgres", "postgres") + "&password=postgres");
    }

    /** No name a database in use could have: it is dropped without a question. */
    private static String name(String database) {
        return "bench_" + database;
    }

    /** Where this database is, user and password included. */
    String url(String database) {
        return url.group(1) + name(database) + url.group(3);
    }

    /** Makes the database anew, empty. */
    void create(String database) {
        drop(database);
        admin.execute("create database " + name(database));
    }

    boolean has(String database) {
        return !admin.queryForList("select 1 from pg_database where datname = ?", name(database))
                .isEmpty();
    }

    void drop(String database) {
        SingleConnectionDataSource connection = singles.remove(database);
        if (connection != null) {
            connection.destroy();
        }
        admin.execute("drop database if exists " + name(database) + " with (force)");
    }

    /** A connection of one's own, past everything that is counted. */
    JdbcTemplate jdbc(String database) {
        return new JdbcTemplate(
                singles.computeIfAbsent(database, name -> new SingleConnectionDataSource(url(name), true)));
    }

    /** A pool as Suban's, with what goes through it counted. */
    DataSource pool(String database, Wire wire) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(database));
        config.setMaximumPoolSize(20);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return wire.count(pool);
    }

    /** What PostgreSQL has counted since its start: log of the whole server, transactions of one database. */
    Map<String, Double> counted(String database) {
        Map<String, Double> figures = new LinkedHashMap<>();
        admin.queryForMap("select wal_records, wal_bytes, wal_sync from pg_stat_wal")
                .forEach((name, value) -> figures.put(name, ((Number) value).doubleValue()));
        figures.put(
                "xact_commit",
                admin.queryForObject(
                        "select xact_commit from pg_stat_database where datname = ?", Double.class, name(database)));
        return figures;
    }

    /** Bytes of tables with their indexes and large values, by what they are for; after a vacuum, so that only what stays counts. */
    Map<String, Double> bytes(String database) {
        JdbcTemplate jdbc = jdbc(database);
        jdbc.execute("vacuum");
        jdbc.execute("checkpoint");
        Map<String, Double> bytes = new LinkedHashMap<>(Map.of("runtime", 0.0, "history", 0.0, "own", 0.0));
        jdbc.query(
                "select case when relname ~ '^act_(hi_|ge_bytearray)' then 'history' when relname ~ '^act_' then 'runtime' else 'own' end as"
                        + " kind, sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid ="
                        + " c.relnamespace where c.relkind = 'r' and n.nspname = 'public' group by 1",
                row -> {
                    bytes.put(row.getString("kind"), row.getDouble("bytes"));
                });
        return bytes;
    }

    /** Whether it tells which statements it was sent; the given server may not. */
    boolean knowsStatements() {
        try {
            admin.execute("create extension if not exists pg_stat_statements");
            admin.execute("select pg_stat_statements_reset()");
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /**
     * Writes what this database was sent since {@link #knowsStatements}, the most frequent first: how often for each of so many cases, and
     * how long one took in PostgreSQL. Not what {@link #bytes} does.
     */
    void list(String database, String file, double cases) throws IOException {
        StringBuilder text = new StringBuilder("for each of %.0f, and milliseconds%n".formatted(cases));
        admin.query(
                "select regexp_replace(s.query, '\\s+', ' ', 'g') as query, sum(s.calls) as calls, sum(s.total_exec_time) as"
                        + " millis from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = ? and s.query"
                        + " !~* '^(vacuum|checkpoint)' group by 1 order by 2 desc",
                row -> {
                    text.append("%8.2f %8.3f  %s%n"
                            .formatted(row.getLong(2) / cases, row.getDouble(3) / row.getLong(2), row.getString(1)));
                },
                name(database));
        Files.writeString(Files.createDirectories(Figures.FOLDER).resolve(file), text);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable pool : pools) {
            pool.close();
        }
        singles.values().forEach(SingleConnectionDataSource::destroy);
        if (own != null) {
            // or it would not be down within the few seconds it is given
            admin.execute("checkpoint");
            own.close();
        }
    }
}
