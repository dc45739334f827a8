package suban.substitution;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the timers of an arrangement ask: its stored dates, never counted from now (Article 4). */
@InDiagrams
@Component("substitutionDeadlines")
public class SubstitutionDeadlines {

    private final SubstitutionService service;

    SubstitutionDeadlines(SubstitutionService service) {
        this.service = service;
    }

    /** When the tasks are passed on: the opening of the first working day away. */
    public Date startsAt(String number) {
        return Date.from(service.substitution(number).startsAt());
    }

    /** When it is over: the end of the last day. */
    public Date endsAt(String number) {
        return Date.from(service.substitution(number).endsAt());
    }
}
