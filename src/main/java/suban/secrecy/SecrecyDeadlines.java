package suban.secrecy;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the timers of a sealing ask: the stored date of its decision, never counted from now (Article 3). */
@InDiagrams
@Component("secrecyDeadlines")
public class SecrecyDeadlines {

    private final SecrecyOfficers officers;

    SecrecyDeadlines(SecrecyOfficers officers) {
        this.officers = officers;
    }

    /** By when the officer decides. */
    public Date decideBy(String number) {
        return officers.decideBy(number);
    }
}
