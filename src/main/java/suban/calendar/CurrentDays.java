package suban.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The days as they count now: the years that ship and those approved since, by whichever node. */
final class CurrentDays implements Supplier<WorkingDays> {

    private record Known(long approvals, WorkingDays days) {}

    private final List<CalendarYear> shipped;
    private final ApprovedYears approved;
    private volatile Known known;

    CurrentDays(List<CalendarYear> shipped, ApprovedYears approved) {
        this.shipped = List.copyOf(shipped);
        this.approved = approved;
    }

    @Override
    public WorkingDays get() {
        long approvals = approved.count();
        Known current = known;
        if (current == null || current.approvals() != approvals) {
            current = new Known(approvals, days(approvals == 0 ? List.of() : approved.all()));
            known = current;
        }
        return current.days();
    }

    /** A version that was approved here stands, even if a release ships one of the same name later. */
    private WorkingDays days(List<CalendarYear> stored) {
        Set<String> versions = stored.stream().map(CalendarYear::version).collect(Collectors.toSet());
        List<CalendarYear> sets = new ArrayList<>(stored);
        shipped.stream().filter(set -> !versions.contains(set.version())).forEach(sets::add);
        return new WorkingDays(sets);
    }
}
