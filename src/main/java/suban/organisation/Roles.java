package suban.organisation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The groups that are no units: what a person may do beside or instead of a unit's work. */
public final class Roles {

    /** Sees every unit's cases in Cockpit and the ledger. */
    public static final String SUPERVISOR = "supervisor";

    /** Reads definitions and rules, tries changes on past cases. */
    public static final String ANALYST = "analyst";

    /** A machine account that files complaints; sees status and reply only. */
    public static final String CHANNEL = "channel";

    /** The engine's own name for administrators, not ours to choose. */
    public static final String ADMIN = "camunda-admin";

    /** Chinese name by id. */
    static final Map<String, String> ALL = all();

    private static final String HEAD = "head";

    private Roles() {}

    /** The group of the people who lead a unit: they assign, appoint substitutes and sign. */
    public static String headOf(String unitId) {
        return unitId + HEAD;
    }

    /** The unit whose head's group this would be; empty for any other group. */
    public static Optional<String> unitOfHead(String group) {
        return group.endsWith(HEAD) && group.length() > HEAD.length()
                ? Optional.of(group.substring(0, group.length() - HEAD.length()))
                : Optional.empty();
    }

    private static Map<String, String> all() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(SUPERVISOR, "监督人员");
        names.put(ANALYST, "业务分析");
        names.put(CHANNEL, "渠道系统");
        names.put(ADMIN, "系统管理员");
        return Collections.unmodifiableMap(names);
    }
}
