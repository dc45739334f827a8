package suban.attachments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The files of the cases. */
interface Attachments extends Repository<Attachment, Long> {

    Attachment save(Attachment attachment);

    Optional<Attachment> findById(Long id);

    /** What is shown: neither removed nor purged. */
    @Query(
            """
            select * from attachment where complaint_id = :complaint and removed_at is null and sha256 is not null
            order by id""")
    List<Attachment> shownOf(@Param("complaint") Long complaint);

    /** Removed ones, too; not the purged. */
    @Query("select * from attachment where complaint_id = :complaint and sha256 is not null order by id")
    List<Attachment> of(@Param("complaint") Long complaint);

    List<Attachment> findBySha256(String sha256);

    @Modifying
    @Query("update attachment set removed_by = :by, removed_at = :at, removal_reason = :reason where id = :id")
    void remove(@Param("id") Long id, @Param("by") String by, @Param("at") Instant at, @Param("reason") String reason);

    @Modifying
    @Query("update attachment set sha256 = null, size = 0 where id = :id")
    void forget(@Param("id") Long id);

    /** Its bytes are in the archive. */
    @Modifying
    @Query("update attachment set sha256 = null where complaint_id = :complaint")
    void release(@Param("complaint") Long complaint);
}
