package suban.web;

/** What somebody is towards the engine's APIs, by the groups they belong to now. */
enum Role {
    /** belongs to a unit */
    WORKER,
    SUPERVISOR,
    ANALYST,
    /** a machine account */
    CHANNEL,
    ADMIN
}
