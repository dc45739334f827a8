package suban.revision;

import java.util.List;

/**
 * What a revision does to one file.
 *
 * @param kind PROCESS, DECISION or FORM
 * @param file path inside the project
 * @param name what people call it
 * @param what ADDED, CHANGED or REMOVED
 * @param rows what is different in it, as people read it
 */
public record Change(String kind, String file, String name, String what, List<Row> rows) {

    /**
     * One difference.
     *
     * @param subject what differs: a cell of a row, a step, a field
     * @param was how it was; empty where it is new
     * @param is how it becomes; empty where it goes
     */
    public record Row(String subject, String was, String is) {}

    /** 流程图《投诉办理》. */
    public String title() {
        String label =
                switch (kind) {
                    case "PROCESS" -> "流程图";
                    case "DECISION" -> "规则表";
                    default -> "表单";
                };
        return label + "《" + name + "》"
                + switch (what) {
                    case "ADDED" -> "（新增）";
                    case "REMOVED" -> "（删除）";
                    default -> "";
                };
    }
}
