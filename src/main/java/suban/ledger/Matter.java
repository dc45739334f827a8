package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** One 诉求 of one enterprise; complaints confirmed as 同一诉求 share it (Article 15 counts 差评 by it). */
public record Matter(@Id Long id, String enterpriseKey, String title, Instant createdAt) {}
