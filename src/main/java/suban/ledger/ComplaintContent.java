package suban.ledger;

import org.springframework.data.annotation.Id;

/** What the enterprise wrote and how to reach it: personal data, erasable, apart from the record. */
public record ComplaintContent(
        @Id Long complaintId, String content, String contactName, String contactPhone, String contactEmail) {}
