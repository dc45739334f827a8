package suban.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whether the diagrams, tables and forms that new cases run by are those of the jar. They are not where an analyst has deployed others, or
 * where this jar is older than the one that deployed last.
 */
public interface RulesInForce {

    /** What a definition is. */
    enum Kind {
        PROCESS("流程图"),
        DECISION("规则表"),
        FORM("表单");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }
    }

    /**
     * One definition of the jar that is not the one in force.
     *
     * @param name what the diagram or table is called; its key where it has no name
     * @param version the latest deployed version; 0 where there is none at all
     * @param deployedAt when that was deployed; null where there is none
     * @param approved whether an approved revision has put it in force
     */
    record Difference(Kind kind, String key, String name, int version, Instant deployedAt, boolean approved) {}

    /**
     * Every difference, by kind and key; none where all is as in the jar. Read anew once a minute at most, by three statements, and
     * kept while the database is away.
     */
    List<Difference> differences();

    /** The same, read anew: for who looks right after a revision was put in force. */
    List<Difference> differencesNow();

    /** Those of {@link #differences} that nobody has approved (Article 18): something to look into. */
    default List<Difference> unapproved() {
        return differences().stream().filter(it -> !it.approved()).toList();
    }

    /**
     * The jar's set where it is not in force because it changes tables, or would replace an approved revision: then it is for the head of the
     * office to approve (Article 18).
     *
     * @return by path inside the project; null where nothing waits
     */
    Map<String, byte[]> waiting();
}
