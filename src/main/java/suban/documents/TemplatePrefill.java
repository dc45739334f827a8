package suban.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.organisation.People;

/** Opens the editing with the text in force and the words it may use, and the approval with both texts and a sample. */
@Component
class TemplatePrefill implements FormPrefill {

    private final TemplateService service;
    private final DocumentTemplates templates;
    private final People people;

    TemplatePrefill(TemplateService service, DocumentTemplates templates, People people) {
        this.service = service;
        this.templates = templates;
        this.people = people;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_editTemplate" -> editing(service.change(task.number()));
            case "userTask_approveTemplate" -> approval(service.change(task.number()));
            default -> Map.of();
        };
    }

    private Map<String, Object> editing(TemplateChange change) {
        DocumentTemplates.InForce now = templates.inForce(change.kind());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", change.number());
        values.put("kindText", change.kind().label());
        values.put("versionText", inForce(now));
        values.put("returnText", change.returnReason() == null ? "" : "**负责人退回**　" + change.returnReason());
        values.put("body", change.body() == null ? now.body() : change.body());
        values.put("reason", change.reason());
        values.put("placeholdersText", placeholders(change.kind()));
        return values;
    }

    private static String inForce(DocumentTemplates.InForce now) {
        return "现行第" + now.version() + "版";
    }

    private static String placeholders(DocumentKind kind) {
        return kind.placeholders().stream().map(Placeholder::line).collect(Collectors.joining("\n"));
    }

    private Map<String, Object> approval(TemplateChange change) {
        DocumentTemplates.InForce now = templates.inForce(change.kind());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", change.number());
        values.put("kindText", change.kind().label());
        values.put("versionText", inForce(now) + "，批准后为第" + (now.version() + 1) + "版");
        values.put("editedByText", people.nameOf(change.editedBy()));
        values.put("reasonText", change.reason());
        values.put("oldBody", now.body());
        values.put("newBody", change.body());
        values.put("sampleText", DocumentText.sample(change.kind(), change.body()));
        return values;
    }
}
