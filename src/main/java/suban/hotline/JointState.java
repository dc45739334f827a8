package suban.hotline;

/** How far a joint item has come. */
enum JointState {
    /** One side has proposed it. */
    PROPOSED,
    /** The other side has declined it. */
    DECLINED,
    /** Both sides have agreed, the lead unit works on it. */
    AGREED,
    /** The lead unit has solved it. */
    RESOLVED,
    /** It could not be solved, and the lead unit has explained why. */
    UNRESOLVED
}
