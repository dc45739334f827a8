package suban.engine;

import java.util.Map;

/** Fills a task's form from the ledger. Every capability may have one; their answers are merged. */
public interface FormPrefill {

    /** Values by form key for this task: texts, numbers, truth values, lists of maps for options; empty if it has none. */
    Map<String, Object> values(TaskFacts task);
}
