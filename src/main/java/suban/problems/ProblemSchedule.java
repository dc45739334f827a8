package suban.problems;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import suban.organisation.OrganisationSeeder;

/** Sees to it at every start that the next review is awaited (Article 13); every review begins the next one. */
@Component
class ProblemSchedule implements SmartLifecycle {

    private final ProblemReviewService reviews;
    private final ProblemSettings settings;
    private volatile boolean running;

    ProblemSchedule(ProblemReviewService reviews, ProblemSettings settings) {
        this.reviews = reviews;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (settings.reviews()) {
            reviews.awaitNextReview();
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
