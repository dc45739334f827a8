package suban.appraisal;

import java.util.Collection;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

/** What the diagram of the yearly appraisal asks (Article 16). */
@InDiagrams
@Component("appraisals")
public class Appraisals {

    private final AppraisalService service;
    private final Organisation organisation;

    Appraisals(AppraisalService service, Organisation organisation) {
        this.service = service;
        this.organisation = organisation;
    }

    /** The New Area's 营商办, which appraises. */
    public String office() {
        return organisation.ofKind(UnitKind.OFFICE).get(0).id();
    }

    /** By when the figures are to be reviewed. */
    public Date reviewDueAt(String number) {
        return Date.from(service.reviewDueAt(number));
    }

    /** The ranks to look up points for, each as group and rank. */
    public Collection<String> placings(String number) {
        return service.placings(number);
    }

    /** The group of such a placing. */
    public String kind(String placing) {
        return placing.substring(0, placing.indexOf('-'));
    }

    /** Its rank. */
    public Long rank(String placing) {
        return Long.valueOf(placing.substring(placing.indexOf('-') + 1));
    }
}
