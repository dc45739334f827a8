package suban.notice;

import java.util.List;

/**
 * What one node hands over now: one notice, or several that go together.
 *
 * @param claim whose try it is
 * @param notices ids in their order
 * @param complaintId the enterprise's complaint; null for messages to units
 * @param by MAIL or SMS
 * @param address where it goes; never logged
 * @param id kept for as long as these notices are tried together by text message, so that the gateway can tell a second one
 */
record Message(
        String claim,
        List<Long> notices,
        Long complaintId,
        SentBy by,
        String address,
        String subject,
        String text,
        String id) {

    /** Without address and words: this is what a log may hold. */
    @Override
    public String toString() {
        return "Message[" + by + ", notices " + notices + "]";
    }
}
