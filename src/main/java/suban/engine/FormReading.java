package suban.engine;

import java.util.Map;

/** Is told what a person who opens a task's form is about to be shown; an exception keeps it from them. */
public interface FormReading {

    /** @param values by form key, as plain values */
    void opening(TaskFacts task, Map<String, Object> values);
}
