package suban.appraisal;

/** What a unit had to do with a case that counts for it (Articles 4, 17). */
public enum Part {
    /** It was the host. */
    HOST("主办"),
    /** It worked the case inside its 新城, the host. */
    INSIDE("新城内承办"),
    /** It co-handled. */
    CO("协办");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }
}
