package suban.web;

import java.util.Collection;
import java.util.Map;

/** Knows the complaints behind the tasks. */
public interface CardSource {

    /** The cards by complaint number, in a bounded number of queries; numbers that do not exist are left out. */
    Map<String, Card> cards(Collection<String> complaintNumbers);
}
