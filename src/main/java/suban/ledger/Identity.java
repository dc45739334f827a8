package suban.ledger;

import java.util.Arrays;

/** Takes the complainant out of texts for whom may not know who asked for confidentiality. */
public final class Identity {

    private Identity() {}

    /** What an enterprise that asked for confidentiality wrote itself often names it, too; null stays null. */
    public static String without(String text, Complaint complaint, ComplaintContent content) {
        String without = text;
        for (String identity : Arrays.asList(
                complaint.enterpriseName(),
                complaint.creditCode(),
                content.contactName(),
                content.contactPhone(),
                content.contactEmail())) {
            without = without == null || identity == null || identity.isBlank() || Texts.isMark(identity)
                    ? without
                    : without.replace(identity, Viewer.CONFIDENTIAL);
        }
        return without;
    }
}
