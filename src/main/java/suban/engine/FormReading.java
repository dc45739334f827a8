package suban.engine;

import java.util.Map;

/** Is told what a person who opens a task's form is about to be shown; an exception keeps it from them, and what may not be read can be masked. */
public interface FormReading {

    /** @param values by form key, as plain values; what is changed here is shown changed */
    void opening(TaskFacts task, Map<String, Object> values);
}
