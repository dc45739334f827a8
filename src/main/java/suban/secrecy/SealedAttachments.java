package suban.secrecy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.attachments.SealedFiles;
import suban.ledger.Complaint;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;

/** The files of a sealed case are for the officer alone, who has to look at them to decide (Article 3). */
@Component
class SealedAttachments implements SealedFiles {

    private final Sealings sealings;
    private final Vault vault;
    private final People people;
    private final Organisation organisation;

    SealedAttachments(Sealings sealings, Vault vault, People people, Organisation organisation) {
        this.sealings = sealings;
        this.vault = vault;
        this.people = people;
        this.organisation = organisation;
    }

    @Override
    public boolean isSealed(Complaint complaint) {
        return sealings.holding(complaint.number()).isPresent();
    }

    @Override
    public Optional<Map<Long, String>> namesFor(Complaint complaint, String user) {
        String officers = Roles.headOf(SecrecyOfficers.unitOf(complaint, organisation));
        return user == null || !people.groupsOf(user).contains(officers)
                ? Optional.empty()
                : sealings.holding(complaint.number()).map(sealing -> vault.words(sealing.id()).stream()
                        .filter(words -> words.place().equals("attachment")
                                && words.field().equals("file_name"))
                        .collect(Collectors.toMap(Vault.Words::row, Vault.Words::text)));
    }
}
