package suban.hotline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface JointItems extends Repository<JointItem, Long> {

    JointItem save(JointItem item);

    Optional<JointItem> findByNumber(String number);

    Optional<JointItem> findFirstByProposedByAndContentHashAndProposedAtAfter(
            String proposedBy, String contentHash, Instant after);

    @Modifying
    @Query("update joint_item set number = :number where id = :id")
    void setNumber(@Param("id") Long id, @Param("number") String number);

    @Modifying
    @Query("insert into joint_item_row (joint_item_id, row_id) values (:item, :row)")
    void link(@Param("item") Long jointItem, @Param("row") Long row);

    @Modifying
    @Query(
            """
            update joint_item set state = :state, lead_unit = :lead, units = :units, agreed_on = :on, due_at = :due,
              opinion_due_at = :opinionDue
            where id = :id""")
    void agree(
            @Param("id") Long id,
            @Param("state") JointState state,
            @Param("lead") String leadUnit,
            @Param("units") String units,
            @Param("on") LocalDate agreedOn,
            @Param("due") Instant dueAt,
            @Param("opinionDue") Instant opinionDueAt);

    @Modifying
    @Query("update joint_item set state = :state, ended_at = :at, result = :result where id = :id")
    void end(
            @Param("id") Long id,
            @Param("state") JointState state,
            @Param("at") Instant at,
            @Param("result") String result);
}
