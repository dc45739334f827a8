package suban.secrecy;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.rescheduling.OpenDate;
import suban.rescheduling.OpenDates;

/** By when the officer decides about what is sealed (Article 3). */
@Component
class SealingDates implements OpenDates {

    private final Sealings sealings;
    private final SecrecySettings settings;

    SealingDates(Sealings sealings, SecrecySettings settings) {
        this.sealings = sealings;
        this.settings = settings;
    }

    @Override
    public List<OpenDate> of(List<Case> cases, CalendarService by, Instant now) {
        return sealings
                .findByComplaintIdInAndStateIn(
                        cases.stream().map(it -> it.complaint().id()).toList(),
                        List.of(Sealing.State.SEALED, Sealing.State.KEPT))
                .stream()
                .map(it -> date(it, by, now))
                .toList();
    }

    private OpenDate date(Sealing it, CalendarService by, Instant now) {
        Instant computed = it.state() == Sealing.State.KEPT
                ? by.workingDaysAfter(it.decidedAt(), settings.transferDays()).due()
                : by.workingDaysAfter(it.sealedAt(), settings.decisionDays()).due();
        Instant due = OpenDates.limit(it.decideBy(), computed, now);
        return new OpenDate(
                it.complaintId(), "封存处理决定期限", 0, it.decideBy(), due, false, () -> sealings.setDecideBy(it.id(), due));
    }
}
