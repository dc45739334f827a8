package suban.documents;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One document as it was issued; it is never changed.
 *
 * @param number 文号, such as 西咸营商交办〔2026〕12号; no two are alike
 * @param complaintId null for a document of no complaint
 * @param attempt the attempt it belongs to; 0 for none
 * @param recipient unit id, {@link Issue#ENTERPRISE}, {@link Issue#OUTSIDE} or {@link Issue#FILE}
 * @param recipientName of a body outside; null for the others
 * @param occasion tells one from another of the same kind, attempt and recipient
 * @param issuer id of the unit whose number it has
 * @param signatories names of all who sign, separated by 、
 * @param templateVersion 1 for the one that ships
 * @param title its first line
 * @param body its words, see {@link DocumentText}; as the recipient may read them
 * @param maskedBody the same for readers who may not know who asked for confidentiality; null where {@code body} tells them nothing
 */
public record Document(
        @Id Long id,
        String number,
        DocumentKind kind,
        Long complaintId,
        int attempt,
        String recipient,
        String recipientName,
        String occasion,
        String issuer,
        String signatories,
        Instant issuedAt,
        int templateVersion,
        String title,
        String body,
        String maskedBody) {}
