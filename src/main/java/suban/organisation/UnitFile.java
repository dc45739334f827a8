package suban.organisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;

/**
 * Reads the data file of units and refuses it whole when an entry cannot be right: a slip here would send complaints to nobody.
 * Every mistake is named at once, by entry and field.
 */
class UnitFile {

    /** Ids the diagrams name, because the regulation itself names these units (Articles 4, 7 and 15). */
    private static final Map<UnitKind, String> NAMED_BY_THE_REGULATION = new EnumMap<>(Map.of(
            UnitKind.OFFICE, "ysb",
            UnitKind.INSPECTION, "ducha",
            UnitKind.DISCIPLINE, "jijian",
            UnitKind.HOTLINE, "hotline"));

    private static final Set<UnitKind> WITHIN_A_NEW_CITY =
            Set.of(UnitKind.NEW_CITY_OFFICE, UnitKind.NEW_CITY_DEPARTMENT, UnitKind.TOWN);

    /** The engine accepts no other ids for groups. */
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]+");

    /** A few Chinese characters: numbers are read aloud. */
    private static final Pattern CODE = Pattern.compile("[\\p{IsHan}]{2,20}");

    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]{1,64}@[\\w-]+(\\.[\\w-]+)+");

    private static final Pattern MOBILE = Pattern.compile("1\\d{10}");

    private static final Set<String> FIELDS = Set.of("id", "name", "kind", "parent", "code", "email", "mobile");

    private final String file;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Unit> units = new LinkedHashMap<>();

    private UnitFile(String file) {
        this.file = file;
    }

    /** The units in the order of the file; throws {@link StartRefused} naming every mistake. */
    static List<Unit> read(Resource resource) {
        UnitFile reader =
                new UnitFile(Optional.ofNullable(resource.getFilename()).orElse("units.yaml"));
        reader.readEntries(reader.parse(resource));
        reader.checkTogether();
        if (!reader.mistakes.isEmpty()) {
            throw new StartRefused("单位数据文件 " + reader.file + " 有误：\n- " + String.join("\n- ", reader.mistakes));
        }
        return List.copyOf(reader.units.values());
    }

    private JsonNode parse(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            JsonNode entries = new YAMLMapper().readTree(in).path("units");
            if (!entries.isArray() || entries.isEmpty()) {
                throw new StartRefused("单位数据文件 " + file + " 有误：缺少 units 列表");
            }
            return entries;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "，第 " + e.getLocation().getLineNr() + " 行附近";
            throw new StartRefused("单位数据文件 " + file + " 不是有效的 YAML" + where);
        } catch (IOException e) {
            throw new StartRefused("单位数据文件 " + file + " 无法读取，请检查 suban.organisation.units");
        }
    }

    private void readEntries(JsonNode entries) {
        int position = 0;
        for (JsonNode entry : entries) {
            position++;
            readEntry(entry, text(entry, "id"), position);
        }
    }

    private void readEntry(JsonNode entry, String id, int position) {
        String where = "第 " + position + " 项" + (id == null ? "" : "（id: " + id + "）");
        int before = mistakes.size();
        entry.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                mistakes.add(where + "：不认识的字段 " + field + "，可用 id、name、kind、parent、code、email、mobile");
            }
        });
        if (id == null) {
            mistakes.add(where + "：字段 id（编号）未填写");
        } else if (!ID.matcher(id).matches()) {
            mistakes.add(where + "：字段 id（编号）只能用英文字母和数字");
        } else if (Roles.ALL.containsKey(id)) {
            mistakes.add(where + "：字段 id（编号）不能用 " + id + "，它是系统角色");
        } else if (units.containsKey(id)) {
            mistakes.add(where + "：字段 id（编号）重复");
        }
        String name = text(entry, "name");
        if (name == null) {
            mistakes.add(where + "：字段 name（名称）未填写");
        }
        Optional<UnitKind> kind = kind(text(entry, "kind"));
        if (kind.isEmpty()) {
            mistakes.add(where + "：字段 kind（类别）" + quoted(text(entry, "kind")) + "不认识，可用 "
                    + Arrays.stream(UnitKind.values()).map(Enum::name).collect(Collectors.joining("、")));
        }
        String code = text(entry, "code");
        if (code != null && !CODE.matcher(code).matches()) {
            mistakes.add(where + "：字段 code（文号代字）应为2至20个汉字");
        }
        String email = text(entry, "email");
        if (email != null && !EMAIL.matcher(email).matches()) {
            mistakes.add(where + "：字段 email（单位邮箱）不是有效的邮箱地址");
        }
        String mobile = text(entry, "mobile");
        if (mobile != null && !MOBILE.matcher(mobile).matches()) {
            mistakes.add(where + "：字段 mobile（接收短信的手机号）应为11位手机号");
        }
        if (mistakes.size() == before) {
            UnitKind known = kind.orElseThrow();
            units.put(
                    id,
                    new Unit(
                            id,
                            name,
                            known,
                            text(entry, "parent"),
                            code == null ? derivedCode(name, known) : code,
                            email,
                            mobile));
        }
    }

    /** The unit's name without what its kind says anyway: 泾河新城营商办 writes 泾河营商. */
    private static String derivedCode(String name, UnitKind kind) {
        String code =
                switch (kind) {
                    case NEW_CITY -> name.replaceFirst("新城$", "");
                    case OFFICE, NEW_CITY_OFFICE -> name.replace("新城", "").replaceFirst("办(公室)?$", "");
                    case TOWN -> name.replaceFirst("(街道|镇)$", "");
                    default -> name.replaceFirst("[局办室]$", "");
                };
        return code.isEmpty() ? name : code;
    }

    /** What can only be seen once every entry is known; an entry that was wrong by itself is not complained about twice. */
    private void checkTogether() {
        if (!mistakes.isEmpty()) {
            return;
        }
        units.values().forEach(this::checkParent);
        units.values().forEach(this::checkHeadGroup);
        checkNames();
        checkCodes();
        for (Unit city : ofKind(UnitKind.NEW_CITY)) {
            long offices = ofKind(UnitKind.NEW_CITY_OFFICE).stream()
                    .filter(office -> city.id().equals(office.parent()))
                    .count();
            if (offices != 1) {
                mistakes.add(city.name() + "（id: " + city.id() + "）：必须有且只有一个营商办（kind: NEW_CITY_OFFICE, parent: "
                        + city.id() + "），现有 " + offices + " 个");
            }
        }
        NAMED_BY_THE_REGULATION.forEach((kind, id) -> {
            List<Unit> found = ofKind(kind);
            if (found.size() != 1 || !found.get(0).id().equals(id)) {
                mistakes.add("必须有且只有一个 kind 为 " + kind + " 的单位，其 id 为 " + id);
            }
        });
    }

    private void checkParent(Unit unit) {
        String where = unit.name() + "（id: " + unit.id() + "）：字段 parent（所属新城）";
        if (!WITHIN_A_NEW_CITY.contains(unit.kind())) {
            if (unit.parent() != null) {
                mistakes.add(where + "不应填写，" + unit.kind() + " 不属于任何新城");
            }
        } else if (unit.parent() == null) {
            mistakes.add(where + "未填写");
        } else if (!units.containsKey(unit.parent())) {
            mistakes.add(where + quoted(unit.parent()) + "不存在");
        } else if (units.get(unit.parent()).kind() != UnitKind.NEW_CITY) {
            mistakes.add(where + quoted(unit.parent()) + "不是新城");
        }
    }

    /** In a form's list nobody could tell two units of one name apart. */
    private void checkNames() {
        Map<String, Unit> byName = new LinkedHashMap<>();
        for (Unit unit : units.values()) {
            Unit twin = byName.putIfAbsent(unit.name(), unit);
            if (twin != null) {
                mistakes.add(unit.name() + "（id: " + unit.id() + "）：字段 name（名称）与 " + twin.id() + " 相同，列表中分不清");
            }
        }
    }

    /** Two units with one word would give one number twice. */
    private void checkCodes() {
        Map<String, Unit> byCode = new LinkedHashMap<>();
        for (Unit unit : units.values()) {
            Unit other = byCode.putIfAbsent(unit.code(), unit);
            if (other != null) {
                mistakes.add(unit.name() + "（id: " + unit.id() + "）：字段 code（文号代字）“" + unit.code() + "”与" + other.name()
                        + "的相同，请另行填写");
            }
        }
    }

    private void checkHeadGroup(Unit unit) {
        String group = Roles.headOf(unit.id());
        if (units.containsKey(group)) {
            mistakes.add(units.get(group).name() + "（id: " + group + "）：字段 id（编号）与" + unit.name() + "的负责人组相同");
        }
    }

    private List<Unit> ofKind(UnitKind kind) {
        return units.values().stream().filter(unit -> unit.kind() == kind).toList();
    }

    private static Optional<UnitKind> kind(String text) {
        return Arrays.stream(UnitKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst();
    }

    private static String text(JsonNode entry, String field) {
        String text = entry.path(field).asText("").strip();
        return text.isEmpty() || "null".equals(text) ? null : text;
    }

    private static String quoted(String value) {
        return value == null ? "未填写或" : "“" + value + "”";
    }
}
