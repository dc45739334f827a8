package suban.ledger;

/** What the ledger's lists ask for, kept beside the facts it is worked out from. */
interface CaseLines {

    /**
     * Tells a complaint the end of its timeline, and the lists how its facts stand now: every act has its entry, and this is the last
     * thing its transaction does.
     */
    void setHead(Long id, int seq, String hash);
}
