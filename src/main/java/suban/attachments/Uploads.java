package suban.attachments;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Files that wait for their registration, and for a day those that were registered. */
interface Uploads extends Repository<AttachmentUpload, String> {

    @Modifying
    @Query(
            """
            insert into attachment_upload (id, sha256, file_name, media_type, size, uploaded_by, at)
            values (:id, :sha256, :name, :type, :size, :by, :at)""")
    void insert(
            @Param("id") String id,
            @Param("sha256") String sha256,
            @Param("name") String name,
            @Param("type") String type,
            @Param("size") long size,
            @Param("by") String by,
            @Param("at") Instant at);

    List<AttachmentUpload> findByIdInAndUploadedBy(Collection<String> ids, String uploadedBy);

    @Query("select * from attachment_upload where id in (:ids) and uploaded_by = :by for update")
    List<AttachmentUpload> lock(@Param("ids") Collection<String> ids, @Param("by") String by);

    @Query("select * from attachment_upload where uploaded_by = :by and complaint_id is null")
    List<AttachmentUpload> waitingOf(@Param("by") String by);

    /** The name stands with the case from now on, where it is sealed with it. */
    @Modifying
    @Query("update attachment_upload set complaint_id = :complaint, file_name = '' where id in (:ids)")
    void use(@Param("ids") Collection<String> ids, @Param("complaint") Long complaint);

    @Modifying
    @Query("delete from attachment_upload where id in (:ids) and uploaded_by = :by and complaint_id is null")
    void discard(@Param("ids") Collection<String> ids, @Param("by") String by);

    /** What still waits with this content, and what was registered with this complaint. */
    @Modifying
    @Query(
            """
            delete from attachment_upload
            where sha256 = :sha256 and (complaint_id is null or complaint_id = :complaint)""")
    void forget(@Param("sha256") String sha256, @Param("complaint") Long complaint);

    /** What was registered with this complaint; what others have sent and not registered is theirs. */
    @Modifying
    @Query("delete from attachment_upload where complaint_id = :complaint")
    void forget(@Param("complaint") Long complaint);

    @Modifying
    @Query("delete from attachment_upload where at < :before")
    void expire(@Param("before") Instant before);
}
