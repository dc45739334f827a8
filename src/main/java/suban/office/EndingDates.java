package suban.office;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.ledger.EndingRequest;
import suban.ledger.EndingRequests;
import suban.rescheduling.OpenDate;
import suban.rescheduling.OpenDates;

/** By when the office is to confirm a withdrawal or a departure from scope. */
@Component
class EndingDates implements OpenDates {

    private final EndingRequests requests;
    private final OfficeLimits limits;

    EndingDates(EndingRequests requests, OfficeLimits limits) {
        this.requests = requests;
        this.limits = limits;
    }

    @Override
    public List<OpenDate> of(List<Case> cases, CalendarService by, Instant now) {
        return requests
                .findByComplaintIdInAndDecidedAtIsNull(
                        cases.stream().map(it -> it.complaint().id()).toList())
                .stream()
                .map(it -> date(it, by, now))
                .toList();
    }

    private OpenDate date(EndingRequest it, CalendarService by, Instant now) {
        Instant due = OpenDates.limit(
                it.dueAt(),
                by.workingDaysAfter(it.requestedAt(), limits.confirmationDays()).due(),
                now);
        String what = EndingRequest.WITHDRAWAL.equals(it.kind()) ? "撤回确认期限" : "退出受理范围确认期限";
        return new OpenDate(it.complaintId(), what, 0, it.dueAt(), due, false, () -> requests.setDue(it.id(), due));
    }
}
