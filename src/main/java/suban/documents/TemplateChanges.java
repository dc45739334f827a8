package suban.documents;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/** What the diagram of a template's change asks. */
@InDiagrams
@Component("templateChanges")
public class TemplateChanges {

    private final TemplateService service;
    private final Organisation organisation;

    TemplateChanges(TemplateService service, Organisation organisation) {
        this.service = service;
        this.organisation = organisation;
    }

    /** The group that edits: the New Area's 营商办, which interprets the regulation (Article 18). */
    public String editors() {
        return organisation.ofKind(UnitKind.OFFICE).get(0).id();
    }

    /** The group that approves: its head. */
    public String approvers() {
        return Roles.headOf(editors());
    }

    /** By when the step the change is at is to be done. */
    public Date dueAt(String number) {
        return Date.from(service.change(number).dueAt());
    }
}
