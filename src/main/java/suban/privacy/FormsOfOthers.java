package suban.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormReading;
import suban.engine.TaskFacts;
import suban.ledger.ComplaintContent;
import suban.ledger.Ledger;
import suban.ledger.Masking;
import suban.organisation.People;

/** Who looks at a form without working the case, as supervisors may, reads no contact data in anybody's words. */
@Component
class FormsOfOthers implements FormReading {

    private final Ledger ledger;
    private final People people;

    FormsOfOthers(Ledger ledger, People people) {
        this.ledger = ledger;
        this.people = people;
    }

    @Override
    public void opening(TaskFacts task, Map<String, Object> values) {
        String user = people.currentUser();
        if (user == null
                || task.number() == null
                || !Ledger.isNumber(task.number())
                || people.groupsOf(user).stream().anyMatch(task.groups()::contains)) {
            return;
        }
        ComplaintContent content = ledger.content(ledger.complaint(task.number()));
        values.replaceAll((key, value) -> masked(value, content));
    }

    private static Object masked(Object value, ComplaintContent content) {
        if (value instanceof String text) {
            return Masking.contactIn(text, content);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> masked(each, content)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key, masked(each, content)));
            return copy;
        }
        return value;
    }
}
