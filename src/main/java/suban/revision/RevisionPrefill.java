package suban.revision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.RuleMigration;
import suban.engine.TaskFacts;
import suban.ledger.Complaints;
import suban.ledger.Texts;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

/** Opens the approval of a revision with who, why, what changes, and what becomes of the cases in flight. */
@Component
class RevisionPrefill implements FormPrefill {

    private static final int MOST_ROWS = 500;

    private final RevisionService revisions;
    private final Complaints complaints;
    private final Organisation organisation;

    RevisionPrefill(RevisionService revisions, Complaints complaints, Organisation organisation) {
        this.revisions = revisions;
        this.complaints = complaints;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_approveRevision".equals(task.key())) {
            return Map.of();
        }
        Revision it = revisions.revision(task.number());
        List<Map<String, Object>> rows = changeRows(it);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", it.number());
        values.put("proposedByText", revisions.proposer(it));
        values.put("proposedAtText", Texts.time(it.proposedAt()));
        values.put("reasonText", it.reason());
        values.put("trialText", it.trial() == null ? "未附试算结果" : it.trial());
        values.put(
                "changesText",
                it.changes().stream().map(Change::title).collect(Collectors.joining("、"))
                        + (rows.size() > MOST_ROWS ? "；下表只列前500项" : ""));
        values.put("changeRows", rows.stream().limit(MOST_ROWS).toList());
        values.put("inFlightText", it.inFlight().label());
        List<String> mapping = revisions.mappingInWords(it);
        values.put("mappingText", mapping.isEmpty() ? "没有改编号的步骤" : String.join("；", mapping));
        values.put("dryRunText", dryRunText(it));
        List<Map<String, Object>> refused = refusedRows(it);
        values.put("refusedRows", refused.stream().limit(MOST_ROWS).toList());
        return values;
    }

    static String dryRunText(Revision it) {
        if (it.dryRun() == null) {
            return "未预演";
        }
        int all = it.dryRun().cases();
        long dropped = it.mapping().values().stream()
                .filter(RuleMigration.DROPPED::equals)
                .count();
        return all == 0
                ? "没有在办案件"
                : "共%d件在办，%d件可以改按新规则，%d件不能（按原规则办完）；%s预演%s"
                        .formatted(
                                all,
                                it.dryRun().moves(),
                                it.dryRun().refused(),
                                Texts.time(it.dryRun().at()),
                                dropped == 0 ? "" : "；步骤对应中取消的%d处等待，改按新规则后不再触发".formatted(dropped));
    }

    private static List<Map<String, Object>> changeRows(Revision it) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Change change : it.changes()) {
            if (change.rows().isEmpty()) {
                rows.add(row(
                        change.title(),
                        "整个文件",
                        "ADDED".equals(change.what()) ? "无" : "有",
                        "ADDED".equals(change.what()) ? "新增" : "删除"));
            }
            change.rows().forEach(one -> rows.add(row(change.title(), one.subject(), one.was(), one.is())));
        }
        return rows;
    }

    private static Map<String, Object> row(String file, String what, String from, String to) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", file);
        row.put("what", what);
        row.put("from", from);
        row.put("to", to);
        return row;
    }

    private List<Map<String, Object>> refusedRows(Revision it) {
        if (it.dryRun() == null) {
            return List.of();
        }
        String office = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        return it.dryRun().refusals().stream()
                .map(one -> {
                    boolean hidden = accuses(one.key(), office);
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("case", hidden ? "（应当回避）" : RuleMigration.isCase(one.key()) ? one.key() : "（非投诉事项）");
                    row.put("reason", hidden ? "不列出" : String.join("；", one.refusals()));
                    return row;
                })
                .toList();
    }

    /** What accuses the office itself is not shown to it, nor at which step it is (Article 4). */
    private boolean accuses(String key, String office) {
        return RuleMigration.isCase(key)
                && complaints
                        .findByNumber(key)
                        .map(it -> organisation.isPartOf(office, it.accusedUnit()))
                        .orElse(false);
    }
}
