package suban.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Where a trial's cases come from, by what the application itself would be started with: profiles, variables, files and options.
 *
 * @param isDemo whether the demonstration is told anew in memory, no database being there to read
 * @param told where that is, in Chinese, without a password
 */
record CaseSource(boolean isDemo, String told) {

    static final String URL = "spring.datasource.url";

    private static final String H2 = "jdbc:h2:";
    private static final Pattern H2_ELSEWHERE = Pattern.compile("jdbc:h2:(mem|tcp|ssl|zip):.*");
    private static final Pattern SERVER = Pattern.compile("jdbc:(\\w+)://(?:[^@/]*@)?([^/?;]*)/([^?;]*).*");
    private static final CaseSource DEMO = new CaseSource(true, "演示案例（在内存中按现行规则重新演示，没有读数据库）");

    /**
     * Finds it.
     *
     * @param asked {@code demo} or {@code database}; null to take the database where there is one
     * @throws IllegalStateException in Chinese, where a database is meant that cannot be read
     */
    static CaseSource of(ConfigurableEnvironment environment, String asked) {
        String url = environment.getProperty(URL, "");
        boolean memory = url.startsWith(H2 + "mem:");
        boolean file = isFile(url);
        boolean there = file && Files.exists(pathOf(url));
        if ("demo".equals(asked) || asked == null && !there && (memory || file) && isBuiltIn(environment)) {
            return DEMO;
        }
        if (memory) {
            throw new IllegalStateException("指定的是内存数据库，只有运行中的系统自己能读。请指定数据库文件或 PostgreSQL，或者用 --cases=demo 重演演示案例");
        }
        if (file && !there) {
            throw new IllegalStateException("没有数据库文件 " + pathOf(url) + "。请检查 --" + URL + "=，或者用 --cases=demo 重演演示案例");
        }
        return new CaseSource(false, "数据库中的案件（" + told(url) + "，只读）");
    }

    /** Whether only the jar's own settings say which database, and nobody has chosen one. */
    private static boolean isBuiltIn(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!source.getName().startsWith("configurationProperties") && source.containsProperty(URL)) {
                return isOfTheJar(source);
            }
        }
        return true;
    }

    private static boolean isOfTheJar(PropertySource<?> source) {
        return source.getName().contains("class path resource");
    }

    /** An embedded database in a file, which only one process opens at a time. */
    private static boolean isFile(String url) {
        return url.startsWith(H2) && !H2_ELSEWHERE.matcher(url).matches();
    }

    private static Path pathOf(String url) {
        String name = url.substring(H2.length()).split(";", 2)[0].replaceFirst("^(file|nio|nioMapped|async):", "");
        String home = System.getProperty("user.home");
        return Path.of((name.startsWith("~") ? home + name.substring(1) : name) + ".mv.db");
    }

    private static String told(String url) {
        if (isFile(url)) {
            return "H2 文件 " + pathOf(url).normalize();
        }
        Matcher server = SERVER.matcher(url);
        if (!server.matches()) {
            return url.split("[?;]", 2)[0];
        }
        String kind = "postgresql".equals(server.group(1)) ? "PostgreSQL" : server.group(1);
        return kind + " " + server.group(2) + "/" + server.group(3);
    }

    /** The address by which nothing can be written: a file is opened read-only and must be there, a server refuses. */
    static String readOnly(String url) {
        if (isFile(url)) {
            return url + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";
        }
        return url.startsWith("jdbc:postgresql:")
                ? url + (url.contains("?") ? "&" : "?") + "readOnly=true&readOnlyMode=always"
                : url;
    }

    /** The settings of the application that is tried, units and limits for instance, as options for those in memory. */
    static List<String> settings(ConfigurableEnvironment environment) {
        List<String> settings = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            // variables are read by the applications in memory themselves
            boolean ours = source.getName().startsWith("commandLineArgs")
                    || source.getName().startsWith("Config resource") && !isOfTheJar(source);
            if (ours && source instanceof EnumerablePropertySource<?> known) {
                for (String name : known.getPropertyNames()) {
                    if (name.startsWith("suban.")
                            && settings.stream().noneMatch(it -> it.startsWith("--" + name + "="))) {
                        settings.add("--" + name + "=" + environment.getProperty(name));
                    }
                }
            }
        }
        return settings;
    }
}
