package suban.hotline;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface HotlineContents extends Repository<HotlineContent, Long> {

    List<HotlineContent> findByRowIdIn(Collection<Long> rowIds);

    @Modifying
    @Query(
            """
            insert into hotline_content (row_id, content, contact_name, contact_phone)
            values (:id, :content, :name, :phone)""")
    void insert(
            @Param("id") Long rowId,
            @Param("content") String content,
            @Param("name") String contactName,
            @Param("phone") String contactPhone);

    @Modifying
    @Query(
            """
            update hotline_content set content = :content, contact_name = :name, contact_phone = :phone
            where row_id = :id""")
    void update(
            @Param("id") Long rowId,
            @Param("content") String content,
            @Param("name") String contactName,
            @Param("phone") String contactPhone);
}
