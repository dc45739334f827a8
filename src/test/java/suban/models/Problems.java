package suban.models;

import java.util.List;
import org.assertj.core.api.Assertions;

/** Fails with every problem at once, so that nobody has to run the build once per mistake. */
final class Problems {

    private Problems() {}

    static void assertNone(List<Problem> problems) {
        if (!problems.isEmpty()) {
            Assertions.fail(Problem.told(problems));
        }
    }
}
