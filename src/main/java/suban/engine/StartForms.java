package suban.engine;

import java.util.List;

/** What people choose from in a form that begins something, as it is in force: a list that stands in a form need stand nowhere else. */
public interface StartForms {

    /**
     * The options that the newest version of a process's start form lists itself, in its order.
     *
     * @param field the field's key
     * @return their values; empty where the form has no such field, or one without a list
     */
    List<String> options(String processKey, String field);
}
