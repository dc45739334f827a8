package suban.visit;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.handling.Checkers;

/** Who calls back: an office that neither handled the attempt nor is accused (Articles 4, 14). */
@InDiagrams
@Component("visitAssignment")
public class VisitAssignment {

    private final Checkers checkers;

    VisitAssignment(Checkers checkers) {
        this.checkers = checkers;
    }

    /** Id of the unit that visits. */
    public String unit(String number, long attempt) {
        return checkers.of(number, (int) attempt);
    }
}
