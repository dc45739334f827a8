package suban.notice;

/** What keeps notices of a case from leaving for a while: a suspected state secret (Article 3). */
public interface SendingHold {

    /** Whether nothing about this complaint may leave now. */
    boolean holds(String number);
}
