package suban.operation;

/**
 * How the whole of Suban stands at one moment, as the database says: the same from every node.
 *
 * @param openCases complaints that are not closed
 * @param overdueCases those of them whose clock has run out
 * @param failedSteps steps the engine has given up, each waiting for an administrator
 * @param waitingNotices notices that are due and not yet handed over
 * @param noticeAge how long the oldest of those has been due, in seconds; 0 where there is none
 * @param undeliveredNotices notices of the last 30 days that could not be delivered, or of which nobody knows whether they were
 * @param dueJobs timers and steps whose time has come and that are not done
 * @param jobAge how long the oldest of those has been due, in seconds; 0 where there is none
 * @param differingRules diagrams, tables and forms in force that are not those of the answering node's jar
 */
public record Figures(
        long openCases,
        long overdueCases,
        long failedSteps,
        long waitingNotices,
        double noticeAge,
        long undeliveredNotices,
        long dueJobs,
        double jobAge,
        long differingRules) {}
