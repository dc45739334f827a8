package suban.documents;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** What was issued. */
interface Documents extends Repository<Document, Long> {

    Document save(Document document);

    Optional<Document> findById(Long id);

    List<Document> findByComplaintIdOrderById(Long complaintId);
}
