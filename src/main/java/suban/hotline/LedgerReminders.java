package suban.hotline;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import suban.organisation.OrganisationSeeder;

/** Sees to it at every start that the ledger of the current month is awaited (Article 7(6)); every month begins the next one. */
@Component
class LedgerReminders implements SmartLifecycle {

    private final LedgerMonthService months;
    private final HotlineSettings settings;
    private volatile boolean running;

    LedgerReminders(LedgerMonthService months, HotlineSettings settings) {
        this.months = months;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (settings.reminders()) {
            months.awaitThisMonth();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the demonstration's weeks have gone by. */
    @Override
    public int getPhase() {
        return OrganisationSeeder.PHASE + 2;
    }
}
