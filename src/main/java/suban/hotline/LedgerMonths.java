package suban.hotline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface LedgerMonths extends Repository<LedgerMonth, Long> {

    LedgerMonth save(LedgerMonth month);

    Optional<LedgerMonth> findByNumber(String number);

    boolean existsByMonthStart(LocalDate monthStart);

    List<LedgerMonth> findByClosedAtIsNullAndMonthStartBeforeOrderByMonthStart(LocalDate before);

    @Modifying
    @Query("update ledger_month set reminded_at = :at where id = :id")
    void setReminded(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update ledger_month set report = :report where id = :id")
    void setReport(@Param("id") Long id, @Param("report") String report);

    @Modifying
    @Query(
            """
            update ledger_month set closed_at = :at, closed_by = :by, import_id = :import, note = :note
            where id = :id and closed_at is null""")
    void close(
            @Param("id") Long id,
            @Param("at") Instant at,
            @Param("by") String by,
            @Param("import") Long importId,
            @Param("note") String note);
}
