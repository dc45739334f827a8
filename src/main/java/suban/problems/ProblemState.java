package suban.problems;

/** How far a problem has come. */
enum ProblemState {
    /** A review has found it. */
    PROPOSED,
    /** The office has found it to be none. */
    DISCARDED,
    /** The office has taken it into the bank, a unit plans solutions. */
    CONFIRMED,
    /** Units carry the solutions out. */
    SOLVING,
    /** All solutions have been carried out. It stays in the bank. */
    SOLVED
}
