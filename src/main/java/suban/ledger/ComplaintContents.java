package suban.ledger;

import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The erasable part of the complaints. */
public interface ComplaintContents extends Repository<ComplaintContent, Long> {

    Optional<ComplaintContent> findById(Long complaintId);

    @Modifying
    @Query(
            """
            insert into complaint_content (complaint_id, content, contact_name, contact_phone, contact_email)
            values (:id, :content, :name, :phone, :email)""")
    void insert(
            @Param("id") Long complaintId,
            @Param("content") String content,
            @Param("name") String contactName,
            @Param("phone") String contactPhone,
            @Param("email") String contactEmail);
}
