package suban.privacy;

import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormReading;
import suban.engine.TaskFacts;
import suban.ledger.ContactLine;
import suban.ledger.Ledger;
import suban.organisation.People;

/** Notes that a form with contact data, or with sealed words, was opened by a person. */
@Component
class FormNotes implements FormReading {

    private final AccessLog log;
    private final Ledger ledger;
    private final People people;

    FormNotes(AccessLog log, Ledger ledger, People people) {
        this.log = log;
        this.ledger = ledger;
        this.people = people;
    }

    @Override
    public void opening(TaskFacts task, Map<String, Object> values) {
        String user = people.currentUser();
        if (user == null || task.number() == null || !Ledger.isNumber(task.number())) {
            return;
        }
        Shown what = values.get("sealedText") != null
                        && people.groupsOf(user).stream().anyMatch(task.groups()::contains)
                ? Shown.SEALED
                : isContact(task, values.get("contactText")) ? Shown.FORM : null;
        if (what != null) {
            log.note(user, people.unitsOf(user), task.number(), what, "");
        }
    }

    private boolean isContact(TaskFacts task, Object line) {
        if (line == null || ContactLine.THROUGH_OFFICE.equals(line)) {
            return false;
        }
        var complaint = ledger.complaint(task.number());
        return line.equals(ContactLine.plain(complaint, ledger.content(complaint)));
    }
}
