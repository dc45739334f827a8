package suban.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** The contacts with enterprises. */
public interface Contacts extends Repository<Contact, Long> {

    Contact save(Contact contact);

    List<Contact> findByAttemptIdOrderByAt(Long attemptId);

    List<Contact> findByAttemptIdInOrderByAt(Collection<Long> attemptIds);
}
