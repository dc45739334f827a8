package suban.hotline;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * What somebody did about a joint item; never changed.
 *
 * @param act PROPOSED, AGREED, DECLINED, CONTRIBUTED, RESOLVED, UNRESOLVED, REMINDED
 */
record JointItemAct(@Id Long id, Long jointItemId, Instant at, String act, String actor, String unit, String text) {}
