package suban.revision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suban.InvalidInput.FieldError;
import suban.engine.RuleMigration;

/** What an analyst writes down of steps that are called otherwise in the new diagrams: a line {@code old id: new id} each. */
final class Mapping {

    private static final String FIELD = "mapping";
    private static final int MOST_LINES = 200;

    private Mapping() {}

    /**
     * Reads the lines; empty ones and those that begin with # are passed over.
     *
     * @param old ids of everything in the diagrams in force
     * @param is ids of everything in the new ones
     * @param errors what is wrong is added to it, in Chinese
     */
    static Map<String, String> read(String text, Set<String> old, Set<String> is, List<FieldError> errors) {
        Map<String, String> mapping = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return mapping;
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.size() > MOST_LINES) {
            errors.add(new FieldError(FIELD, "步骤对应：至多" + MOST_LINES + "行"));
            return mapping;
        }
        for (int no = 1; no <= lines.size(); no++) {
            String line = lines.get(no - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] ids = line.split("\\s*[:：]\\s*", 2);
            String where = "步骤对应第" + no + "行：";
            if (ids.length != 2 || ids[0].isBlank() || ids[1].isBlank()) {
                errors.add(new FieldError(FIELD, where + "应写成“原编号: 新编号”"));
            } else if (!old.contains(ids[0])) {
                errors.add(new FieldError(FIELD, where + "现行流程图中没有“" + shown(ids[0]) + "”"));
            } else if (!RuleMigration.DROPPED.equals(ids[1]) && !is.contains(ids[1])) {
                errors.add(new FieldError(FIELD, where + "提交的流程图中没有“" + shown(ids[1]) + "”"));
            } else if (mapping.putIfAbsent(ids[0], ids[1]) != null) {
                errors.add(new FieldError(FIELD, where + "“" + shown(ids[0]) + "”写了两次"));
            }
        }
        return mapping;
    }

    private static String shown(String id) {
        return suban.engine.FormValues.printable(id);
    }
}
