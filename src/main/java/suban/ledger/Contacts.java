package suban.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The contacts with enterprises. */
public interface Contacts extends Repository<Contact, Long> {

    Contact save(Contact contact);

    @Query("select * from contact where attempt_id = :attemptId order by at")
    List<Contact> findByAttemptIdOrderByAt(@Param("attemptId") Long attemptId);

    List<Contact> findByAttemptIdInOrderByAt(Collection<Long> attemptIds);
}
