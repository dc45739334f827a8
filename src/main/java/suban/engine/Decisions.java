package suban.engine;

import java.util.List;
import java.util.Map;

/** Decision tables as a diagram is bound to them. */
public interface Decisions {

    /**
     * Evaluates the table that the newest version of a process would evaluate: the one of its own deployment, whatever table of this
     * name was deployed later by itself. For questions beside the process, such as a dry run; the process itself evaluates its
     * tables in its own steps.
     *
     * @return the rows that apply, each by the names of its outputs
     */
    List<Map<String, Object>> evaluate(String processKey, String decisionKey, Map<String, Object> inputs);
}
