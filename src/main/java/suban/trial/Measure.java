package suban.trial;

/**
 * One figure of the report.
 *
 * @param key its stable name in the JSON
 * @param group the heading it stands under
 * @param kind how it is written
 * @param better 1 where more is better, -1 where less is, 0 where neither
 */
record Measure(String key, String group, String label, Kind kind, int better) {

    /** How a figure is written. */
    enum Kind {
        COUNT,
        RATE,
        DAYS
    }
}
