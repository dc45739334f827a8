package suban.notice;

/**
 * What came of handing a message over.
 *
 * @param reason in Chinese, for people, without addresses or other personal data; null where it was accepted
 */
record SendResult(Kind kind, String reason) {

    /** Whether it went out. */
    enum Kind {
        /** the server took it */
        ACCEPTED,
        /** the server did not take it now, and may later */
        LATER,
        /** nothing could be handed over at all: others need not be tried at this moment */
        CHANNEL_DOWN,
        /** it will never be taken this way */
        REFUSED,
        /** the connection broke at a moment when it may have been taken: never sent again blindly */
        UNKNOWN
    }

    static final SendResult ACCEPTED = new SendResult(Kind.ACCEPTED, null);

    static SendResult later(String reason) {
        return new SendResult(Kind.LATER, reason);
    }

    static SendResult down(String reason) {
        return new SendResult(Kind.CHANNEL_DOWN, reason);
    }

    static SendResult refused(String reason) {
        return new SendResult(Kind.REFUSED, reason);
    }

    static SendResult unknown(String reason) {
        return new SendResult(Kind.UNKNOWN, reason);
    }
}
