package suban.benchmark;

import java.util.List;

/** What people do with a case, act by act: on Suban, or on the bare engine with the same diagrams. */
interface Desk {

    /** An officer registers a complaint; {@code serial} makes it unlike every other one. Returns its number. */
    String register(int serial, String city);

    void triage(String number, boolean immediate, String host, List<String> coHandlers);

    void answerImmediately(String number);

    void respond(String number, String host);

    void opine(String number, String coHandler);

    void ready(String number, String host);

    void reply(String number, String host);

    void visit(String number, boolean satisfied);

    void score(String number, String host, List<String> coHandlers);
}
