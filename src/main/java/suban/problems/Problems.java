package suban.problems;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface Problems extends Repository<Problem, Long> {

    Problem save(Problem problem);

    Optional<Problem> findByCode(String code);

    List<Problem> findByStateInOrderById(Collection<ProblemState> states);

    List<Problem> findByIdInAndStateInOrderById(Collection<Long> ids, Collection<ProblemState> states);

    @Modifying
    @Query("update problem set code = :code where id = :id")
    void setCode(@Param("id") Long id, @Param("code") String code);

    @Modifying
    @Query(
            """
            update problem set state = :state, title = :title, keywords = :keywords, confirmed_at = :at,
              plan_unit = :unit, plan_due_at = :due
            where id = :id""")
    void confirm(
            @Param("id") Long id,
            @Param("state") ProblemState state,
            @Param("title") String title,
            @Param("keywords") String keywords,
            @Param("at") Instant at,
            @Param("unit") String planUnit,
            @Param("due") Instant planDueAt);

    @Modifying
    @Query("update problem set state = :state, ended_at = :at where id = :id")
    void end(@Param("id") Long id, @Param("state") ProblemState state, @Param("at") Instant at);

    @Modifying
    @Query(
            """
            update problem set advice = :advice, short_solution = :shortSolution, short_unit = :shortUnit,
              short_due_at = :shortDueAt, long_solution = :longSolution, long_unit = :longUnit, long_due_at = :longDueAt,
              approval_due_at = :approvalDueAt
            where id = :id""")
    void plan(
            @Param("id") Long id,
            @Param("advice") String advice,
            @Param("shortSolution") String shortSolution,
            @Param("shortUnit") String shortUnit,
            @Param("shortDueAt") Instant shortDueAt,
            @Param("longSolution") String longSolution,
            @Param("longUnit") String longUnit,
            @Param("longDueAt") Instant longDueAt,
            @Param("approvalDueAt") Instant approvalDueAt);

    @Modifying
    @Query("update problem set state = :state, approved_at = :at where id = :id")
    void approve(@Param("id") Long id, @Param("state") ProblemState state, @Param("at") Instant at);

    @Modifying
    @Query("update problem set plan_due_at = :due where id = :id")
    void setPlanDue(@Param("id") Long id, @Param("due") Instant due);

    @Modifying
    @Query("update problem set short_done_at = :at where id = :id")
    void setShortDone(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update problem set long_done_at = :at where id = :id")
    void setLongDone(@Param("id") Long id, @Param("at") Instant at);
}
