package suban.secrecy;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.organisation.People;

/** Shows the officer what is sealed; whoever else may look at the task, supervisors among them, reads that there is something. */
@Component
class SealedPrefill implements FormPrefill {

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("complaint.title", "标题"),
            Map.entry("complaint.rejection_reason", "不予受理的理由"),
            Map.entry("complaint_content.content", "投诉内容"),
            Map.entry("complaint_content.contact_name", "联系人"),
            Map.entry("complaint_content.contact_phone", "联系电话"),
            Map.entry("complaint_content.contact_email", "电子邮箱"),
            Map.entry("attachment.file_name", "附件"),
            Map.entry("attempt.reply_text", "答复内容"),
            Map.entry("attempt.legal_basis", "依据"),
            Map.entry("contact.note", "联系情况"),
            Map.entry("opinion.text", "协办意见"),
            Map.entry("visit.reason", "不满意的原因"),
            Map.entry("visit.note", "回访备注"));

    private final Sealings sealings;
    private final Vault vault;
    private final People people;

    SealedPrefill(Sealings sealings, Vault vault, People people) {
        this.sealings = sealings;
        this.vault = vault;
        this.people = people;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_decideSealed".equals(task.key())) {
            return Map.of();
        }
        Sealing sealing = sealings.holding(task.number()).orElseThrow();
        boolean officer = people.groupsOf(people.currentUser()).stream().anyMatch(task.groups()::contains);
        return officer
                ? Map.of("sealReason", String.valueOf(sealing.reason()), "sealedText", text(sealing))
                : Map.of("sealReason", Vault.MARK, "sealedText", Vault.MARK);
    }

    /** Each text once: what the timeline and the notices hold beside it is the same or made of it. */
    private String text(Sealing sealing) {
        return vault.words(sealing.id()).stream()
                .filter(words -> LABELS.containsKey(words.place() + "." + words.field()))
                .map(words -> LABELS.get(words.place() + "." + words.field()) + "：" + words.text())
                .collect(Collectors.joining("\n"));
    }
}
