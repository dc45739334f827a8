package suban.engine;

import java.util.Map;
import org.springframework.core.Ordered;

/** Fills a task's form from the ledger. Every capability may have one; their answers are merged. */
public interface FormPrefill extends Ordered {

    /** Who knows something of every task, or takes long to know it, comes last: what a submission is checked against, others mostly know. */
    @Override
    default int getOrder() {
        return 0;
    }

    /** Values by form key for this task: texts, numbers, truth values, lists of maps for options; empty if it has none. */
    Map<String, Object> values(TaskFacts task);
}
