package suban.hotline;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The rows of the 12345 ledgers. */
public interface HotlineRows extends Repository<HotlineRow, Long> {

    HotlineRow save(HotlineRow row);

    List<HotlineRow> findByWorkOrderIn(Collection<String> workOrders);

    /** Rows received at or after {@code from}, the oldest first. */
    List<HotlineRow> findByReceivedAtGreaterThanEqualOrderByReceivedAtAscIdAsc(Instant from);

    /** Rows received at or after {@code from} that hold a text: {@code pattern} for {@code like}, in lower case, escaped by {@code !}. */
    @Query(
            """
            select r.* from hotline_row r left join hotline_content c on c.row_id = r.id
            where r.received_at >= :from
              and (lower(r.enterprise_name) like :pattern escape '!' or lower(r.title) like :pattern escape '!'
                or lower(c.content) like :pattern escape '!')
            order by r.received_at, r.id""")
    List<HotlineRow> holding(@Param("pattern") String pattern, @Param("from") Instant from);

    /** The rows of a joint item, the oldest first. */
    @Query(
            """
            select r.* from hotline_row r join joint_item_row j on j.row_id = r.id
            where j.joint_item_id = :item order by r.received_at, r.id""")
    List<HotlineRow> ofJointItem(@Param("item") Long jointItem);

    @Modifying
    @Query(
            """
            insert into hotline_row_history (row_id, content_hash, import_id, facts, personal, replaced_at, replaced_by)
            values (:id, :hash, :import, :facts, :personal, :at, :by)""")
    void keep(
            @Param("id") Long rowId,
            @Param("hash") String contentHash,
            @Param("import") Long importId,
            @Param("facts") String facts,
            @Param("personal") String personal,
            @Param("at") Instant replacedAt,
            @Param("by") Long replacedBy);
}
