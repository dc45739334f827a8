package suban.ledger;

import java.util.List;
import java.util.Set;

/**
 * Who looks at the ledger, as far as it decides what they see (design, sections 4 and 7).
 *
 * @param user the person's or machine account's id
 * @param machine a channel's account: sees what it registered itself
 * @param all sees every case: supervisors and administrators
 * @param identities sees the names of enterprises that asked for confidentiality: supervisors
 * @param units the units acted for
 * @param oversees the 新城 whose every case is seen (Articles 4, 17)
 * @param supervises whether every case of the district is watched over: 营商办 and 督查室 (Articles 4, 15)
 * @param accusedWith an accusation of one of these hides the case: the own units, and a 新城 and its office stand for each other
 */
public record Viewer(
        String user,
        boolean machine,
        boolean all,
        boolean identities,
        Set<String> units,
        Set<String> oversees,
        boolean supervises,
        Set<String> accusedWith) {

    /** What stands in place of the name of an enterprise that asked for confidentiality. */
    public static final String CONFIDENTIAL = "（已要求保密）";

    /**
     * Whether what people wrote in this case may be read: a co-handler sees what happened and what its own unit wrote, not what
     * others did (Article 9).
     *
     * @param attempts all of the case, oldest first
     */
    public boolean seesWords(Complaint complaint, List<Attempt> attempts) {
        return all
                || supervises
                || oversees.contains(complaint.newCity())
                || units.contains(complaint.coordinatingUnit())
                || attempts.stream()
                        .skip(Math.max(0, attempts.size() - 1L)) // the one that runs, or ran last
                        .anyMatch(attempt -> units.contains(attempt.host())
                                || units.contains(attempt.hostGroup())
                                || units.contains(String.valueOf(attempt.insideUnit())));
    }

    /**
     * Whether they work this case and deal with its enterprise: who watches all cases does not, and needs no contact data
     * (《个人信息保护法》第六条).
     *
     * @param attempts all of the case, oldest first
     */
    public boolean worksOn(Complaint complaint, List<Attempt> attempts) {
        return new Viewer(user, machine, false, false, units, oversees, supervises, accusedWith)
                .seesWords(complaint, attempts);
    }
}
