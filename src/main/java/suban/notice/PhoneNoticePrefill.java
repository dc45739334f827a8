package suban.notice;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Texts;

/** Opens the form of 电话告知 with what the enterprise is to be told, in the words it would have read (Articles 9, 11). */
@Component
class PhoneNoticePrefill implements FormPrefill {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

    private final PhoneNoticeService phone;
    private final Ledger ledger;
    private final NoticeSettings settings;
    private final Clock clock;

    PhoneNoticePrefill(PhoneNoticeService phone, Ledger ledger, NoticeSettings settings, Clock clock) {
        this.clock = clock;
        this.phone = phone;
        this.ledger = ledger;
        this.settings = settings;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_phoneNotice".equals(task.key())) {
            return Map.of();
        }
        Complaint complaint = ledger.complaint(task.number());
        List<Waiting> notices = phone.toTell(complaint);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("calledAt", MINUTES.format(clock.instant().atZone(clock.getZone())));
        values.put(
                "toldOptions",
                notices.stream()
                        .map(it -> Map.of(
                                "label",
                                EnterpriseNotice.of(it.template()).label() + "（" + Texts.time(it.createdAt()) + "）",
                                "value",
                                it.id().toString()))
                        .toList());
        values.put("toldNotices", notices.stream().map(it -> it.id().toString()).toList());
        values.put(
                "toTell",
                notices.stream()
                        .map(it -> "【" + EnterpriseNotice.of(it.template()).label() + "】" + it.body())
                        .collect(Collectors.joining("\n\n")));
        String why = notices.stream()
                .map(it -> it.lastError() == null ? "" : it.lastError())
                .filter(it -> !it.isEmpty())
                .distinct()
                .collect(Collectors.joining("；"));
        int tries = phone.round(task.number()).map(PhoneNotice::tries).orElse(0);
        String known = "未能送达的原因：" + (why.isEmpty() ? "—" : why) + "。";
        values.put("whyText", tries == 0 ? known : known + "已有" + tries + "次未接通，至多" + settings.tries() + "次。");
        return values;
    }
}
