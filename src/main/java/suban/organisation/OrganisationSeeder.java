package suban.organisation;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings groups, the first administrator, authorisations and Tasklist filters to what the data file and this version say, at
 * every start. It takes part in the context's life cycle because that is the one place between "the engine is built and has
 * deployed" (all beans exist) and "the port opens" (the web server starts last); what builds on people and groups, such as
 * demonstration cases, starts in a later {@linkplain #PHASE phase}.
 */
@Component
public class OrganisationSeeder implements SmartLifecycle {

    /** The life-cycle phase of the seeding; the web server's is near {@link Integer#MAX_VALUE}. */
    public static final int PHASE = 0;

    private final Organisation organisation;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final FirstAdministrator administrator;
    private final ObjectProvider<DemoPeople> demoPeople;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private volatile boolean running;

    OrganisationSeeder(
            Organisation organisation,
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            FirstAdministrator administrator,
            ObjectProvider<DemoPeople> demoPeople,
            PlatformTransactionManager transactions,
            JdbcTemplate jdbc) {
        this.organisation = organisation;
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.administrator = administrator;
        this.demoPeople = demoPeople;
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
    }

    /** Seeds once more or for the first time: all or nothing, and a second run changes nothing. */
    public void seed() {
        transaction.executeWithoutResult(status -> {
            waitForOtherNodes();
            seedGroups();
            demoPeople.ifAvailable(people -> people.seed(organisation.units()));
            administrator.seed();
            Grants.table(organisation, TasklistFilters.write(filters, tasks)).write(authorizations);
        });
    }

    /** Two nodes that start at once would both add the same rows; the engine's own start-up lock makes the second wait. */
    private void waitForOtherNodes() {
        jdbc.queryForList("select VALUE_ from ACT_GE_PROPERTY where NAME_ = 'startup.lock' for update");
    }

    private void seedGroups() {
        for (Unit unit : organisation.units()) {
            seedGroup(unit.id(), unit.name());
            seedGroup(Roles.headOf(unit.id()), unit.name() + "负责人");
        }
        Roles.ALL.forEach(this::seedGroup);
    }

    private void seedGroup(String id, String name) {
        Group group = identity.createGroupQuery().groupId(id).singleResult();
        if (group == null) {
            group = identity.newGroup(id);
            group.setType("WORKFLOW");
        } else if (name.equals(group.getName())) {
            return;
        }
        group.setName(name);
        identity.saveGroup(group);
    }

    @Override
    public void start() {
        seed();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
