package suban.web;

import java.util.List;

/**
 * The ten columns of the table of rights: who stands in which relation to the case that is asked for. {@link RightsFixtures}
 * makes that case: ysb coordinates, jinghe hosts, zijian and shengtai co-handle.
 */
enum Persona {
    /** Without a log-in. */
    NOBODY(null),
    /** Of the unit the addressed task is offered to. */
    UNIT("shengtai1"),
    /** Of a unit that has nothing to do with the case. */
    OTHER("shichang1"),
    /** Of the host, whose own task is another than the addressed one. */
    HOST("jinghe1"),
    /** Of the other co-handler. */
    COHANDLER("zijian1"),
    /** Of the coordinating office, which has no task in the case at this stage. */
    OFFICE("ysb1"),
    SUPERVISOR("supervisor1"),
    ANALYST("analyst1"),
    /** The machine account that filed the case. */
    CHANNEL("channel1"),
    ADMIN("admin");

    static final List<Persona> ALL = List.of(values());

    final String user;

    Persona(String user) {
        this.user = user;
    }

    /** A machine account is given no session (the log-in sends it away), so it is a stranger to the web applications. */
    boolean hasSession() {
        return this != NOBODY && this != CHANNEL;
    }
}
