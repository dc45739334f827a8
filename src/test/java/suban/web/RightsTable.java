package suban.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import suban.web.PublishedPaths.Published;

/** The table of rights as the file {@code rights.txt} tells it, which explains its own notation. */
final class RightsTable {

    /** What a cell expects. */
    record Cell(String text, Set<Integer> statuses, boolean sees) {

        static Cell of(String text) {
            if (text.equals("sees")) {
                return new Cell(text, Set.of(200), true);
            }
            Set<Integer> statuses = new LinkedHashSet<>();
            for (String status : text.split("\\|")) {
                if (!status.matches("[1-4][0-9]{2}")) {
                    throw new IllegalArgumentException("no cell of the table of rights: " + text);
                }
                statuses.add(Integer.valueOf(status));
            }
            return new Cell(text, statuses, false);
        }

        /** Whether it expects that something is done or shown. */
        boolean allows() {
            return statuses.stream().allMatch(status -> status < 300);
        }
    }

    /**
     * One line of the table for one method.
     *
     * @param acts whether it really changes something where it is allowed
     * @param path relative to the mounts of its section, with names of fixtures in braces
     * @param reason whether the reason for an intervention is sent along
     * @param body null for none
     */
    record Line(int number, String method, boolean acts, String path, List<Cell> cells, boolean reason, String body) {

        Cell cell(Persona persona) {
            return cells.get(persona.ordinal());
        }
    }

    /** Where a section's paths are mounted; {@code whole} or a sample of them is walked there. */
    record Mount(String path, boolean whole) {}

    /** @param otherwise what is expected of published paths without a line; null where every path needs one */
    record Section(String name, List<Mount> mounts, List<Line> lines, List<Cell> otherwise) {}

    /** One request that the table asks for, but for who sends it. */
    record Row(Section section, Line line, Mount mount, String template) {

        Published published() {
            return new Published(line.method(), template);
        }

        @Override
        public String toString() {
            return line.method() + " " + template;
        }
    }

    private static final Pattern HEADER = Pattern.compile("\\[([^\\]]+)]\\s*(.*)");
    private static final Pattern LINE =
            Pattern.compile("([A-Z,]+)(!?)\\s+(/\\S*)((?:\\s+(?:sees|[0-9]{3}(?:\\|[0-9]{3})*)){10})(?:\\s+(.*))?");
    private static final String REASON = "with-reason";

    private final List<Section> sections;
    private final Set<String> registrations;

    private RightsTable(List<Section> sections, Set<String> registrations) {
        this.sections = sections;
        this.registrations = registrations;
    }

    static RightsTable read() {
        try (InputStream in = RightsTable.class.getResourceAsStream("/rights.txt")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RightsTable parse(String text) {
        List<Section> sections = new ArrayList<>();
        Set<String> registrations = new LinkedHashSet<>();
        Section section = null;
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            Matcher header = HEADER.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (header.matches()) {
                section = new Section(header.group(1), mounts(header.group(2)), new ArrayList<>(), new ArrayList<>());
                sections.add(section);
            } else if (line.startsWith("servlet ") || line.startsWith("filter ")) {
                registrations.add(line.replaceAll("\\s+", " "));
            } else if (section == null) {
                throw wrong(i, line);
            } else if (line.startsWith("otherwise ")) {
                section.otherwise().addAll(cells(line.substring("otherwise ".length())));
            } else {
                Matcher row = LINE.matcher(line);
                if (!row.matches()) {
                    throw wrong(i, line);
                }
                String rest = row.group(5) == null ? "" : row.group(5);
                boolean reason = rest.startsWith(REASON);
                String body = reason ? rest.substring(REASON.length()).strip() : rest;
                for (String method : row.group(1).split(",")) {
                    section.lines()
                            .add(new Line(
                                    i + 1,
                                    method,
                                    !row.group(2).isEmpty(),
                                    row.group(3),
                                    cells(row.group(4)),
                                    reason,
                                    body.isEmpty() ? null : body));
                }
            }
        }
        return new RightsTable(sections, registrations);
    }

    private static List<Mount> mounts(String text) {
        return text.isBlank()
                ? List.of(new Mount("", true))
                : Arrays.stream(text.split(",\\s*"))
                        .map(mount -> new Mount(mount.replace(" (sample)", ""), !mount.endsWith(" (sample)")))
                        .toList();
    }

    private static List<Cell> cells(String text) {
        List<Cell> cells =
                Arrays.stream(text.strip().split("\\s+")).map(Cell::of).toList();
        if (cells.size() != Persona.ALL.size()) {
            throw new IllegalArgumentException("not ten cells: " + text);
        }
        return cells;
    }

    private static IllegalArgumentException wrong(int index, String line) {
        return new IllegalArgumentException("line " + (index + 1) + " of the table of rights is not readable: " + line);
    }

    /** Every line at every mount of its section, and every published path that falls under an {@code otherwise}. */
    List<Row> rows(Collection<Published> published) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Section section : sections) {
            for (Mount mount : section.mounts()) {
                int position = 0;
                for (Line line : section.lines()) {
                    if (mount.whole() || position++ % SAMPLE == 0) {
                        Row row = new Row(section, line, mount, mount.path() + line.path());
                        rows.put(line.number() + " " + row, row);
                    }
                }
            }
        }
        Set<Published> listed = listed();
        int position = 0;
        for (Published path : new TreeSet<>(published)) {
            Mount mount = listed.contains(path) ? null : closing(path);
            if (mount != null && (mount.whole() || position++ % SAMPLE == 0)) {
                Section section = sections.stream()
                        .filter(it -> !it.otherwise().isEmpty() && it.mounts().contains(mount))
                        .findFirst()
                        .orElseThrow();
                String rest = path.template()
                        .substring(PublishedPaths.plain(mount.path()).length());
                String body = Set.of("POST", "PUT").contains(path.method()) ? "{}" : null;
                Line line = new Line(0, path.method(), false, rest, section.otherwise(), false, body);
                Row row = new Row(section, line, mount, mount.path() + rest);
                rows.put(row.toString(), row);
            }
        }
        return List.copyOf(rows.values());
    }

    /** Of a sampled mount every seventh path is walked. */
    private static final int SAMPLE = 7;

    /** The mount of a section that says what is expected of paths without a line; the longest that fits. */
    private Mount closing(Published path) {
        Mount found = null;
        for (Section section : sections) {
            if (!section.otherwise().isEmpty()) {
                for (Mount mount : section.mounts()) {
                    boolean fits = path.template().startsWith(PublishedPaths.plain(mount.path()) + "/");
                    if (fits
                            && (found == null
                                    || found.path().length() < mount.path().length())) {
                        found = mount;
                    }
                }
            }
        }
        return found;
    }

    private Set<Published> listed() {
        Set<Published> listed = new TreeSet<>();
        sections.forEach(section -> listed.addAll(listed(section)));
        return listed;
    }

    private static Set<Published> listed(Section section) {
        Set<Published> listed = new TreeSet<>();
        for (Mount mount : section.mounts()) {
            section.lines().forEach(line -> listed.add(new Published(line.method(), mount.path() + line.path())));
        }
        return listed;
    }

    /** What of the application is not in this table, and what of this table is not in the application, one line each. */
    List<String> gaps(Collection<Published> published, Collection<String> registered) {
        List<String> gaps = new ArrayList<>();
        Set<Published> listed = listed();
        for (Published path : published) {
            boolean exact = !Set.of(PublishedPaths.ANY, PublishedPaths.FILES).contains(path.method())
                    && !path.template().endsWith("**");
            boolean covered = exact ? listed.contains(path) : listed.stream().anyMatch(line -> covers(path, line));
            if (!covered && closing(path) == null) {
                gaps.add("not in the table of rights: " + path);
            }
        }
        for (Section section : sections) {
            // behind a pattern of files any path may be asked for; everywhere else a line is about a path that exists
            boolean files = section.name().startsWith(PublishedPaths.FILES);
            for (Published line : listed(section)) {
                if (published.stream()
                        .filter(path -> files || !path.method().equals(PublishedPaths.FILES))
                        .noneMatch(path -> covers(path, line))) {
                    gaps.add("in the table of rights, but not in the application: " + line);
                }
            }
        }
        for (String one : registered) {
            if (!registrations.contains(one)) {
                gaps.add("not in the table of rights: " + one);
            }
        }
        for (String one : registrations) {
            if (!registered.contains(one)) {
                gaps.add("in the table of rights, but not in the application: " + one);
            }
        }
        return gaps;
    }

    /** Whether a line is about this published path, which may be a pattern or of any method. */
    private static boolean covers(Published path, Published line) {
        String template = path.template();
        boolean method =
                switch (path.method()) {
                    case PublishedPaths.ANY -> true;
                    case PublishedPaths.FILES -> line.method().equals("GET");
                    default -> path.method().equals(line.method());
                };
        if (template.endsWith("/**")) {
            String start = template.substring(0, template.length() - 3);
            return method && (line.template().equals(start) || line.template().startsWith(start + "/"));
        }
        // a line may name one value of a variable: /engine-rest/engine/other/task
        String regex =
                Arrays.stream(template.split("\\{}", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return method && line.template().matches(regex);
    }
}
