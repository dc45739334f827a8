package suban.substitution;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.organisation.Roles;

/** What the diagram of an arrangement asks. */
@InDiagrams
@Component("substitutionFacts")
public class SubstitutionFacts {

    private final SubstitutionService service;

    SubstitutionFacts(SubstitutionService service) {
        this.service = service;
    }

    /** The group that may end it: the head of the unit. */
    public String head(String number) {
        return Roles.headOf(service.substitution(number).unit());
    }
}
