package suban.handling;

import java.util.List;
import org.springframework.stereotype.Component;
import suban.ledger.Attempt;
import suban.ledger.Ledger;

/** Who gets the tasks of an attempt (Articles 4, 9). */
@Component("assignment")
public class Handlers {

    private final Ledger ledger;

    Handlers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The group that acts for the host: the host, or its office where a part of it is accused. */
    public String host(String number, long attempt) {
        return ledger.attempt(number, (int) attempt).hostGroup();
    }

    /** The host's group and, where one was named, the department or town inside the host that works the matter. */
    public List<String> handlers(String number, long attempt) {
        Attempt it = ledger.attempt(number, (int) attempt);
        return it.insideUnit() == null ? List.of(it.hostGroup()) : List.of(it.hostGroup(), it.insideUnit());
    }
}
