package suban.engine;

import java.util.List;
import java.util.Map;

/**
 * Fills the lists of a start form, which loads no variables of its own, with what the person who opens it may choose: the form is
 * handed out with them, and what is sent back is held to them.
 */
public interface StartOptions {

    /**
     * The choices.
     *
     * @param user who opens or sends the form; null for the system itself
     * @return maps of {@code label} and {@code value} by the form's {@code valuesKey}; empty where this is about another process
     */
    Map<String, List<Map<String, String>>> options(String processKey, String user);
}
