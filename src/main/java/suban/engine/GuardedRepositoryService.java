package suban.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeleteProcessDefinitionsSelectBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import suban.Forbidden;

/**
 * Nobody who is logged in puts diagrams, tables and forms in force, or takes them away, but by the approval of a whole set (Article
 * 18), whatever rights they have in the engine.
 */
class GuardedRepositoryService extends RepositoryServiceImpl {

    /** What whoever tries another road is told. */
    static final String REFUSAL = "流程图、规则表和表单须整套提交“规则修订”，经新区营商办负责人批准后启用，不能单独部署、删除或迁移（第十八条）";

    private static final ThreadLocal<Boolean> ROAD = ThreadLocal.withInitial(() -> false);

    /** Deploys what was approved. */
    static <T> T onTheRoad(Supplier<T> act) {
        ROAD.set(true);
        try {
            return act.get();
        } finally {
            ROAD.remove();
        }
    }

    @Override
    public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl builder) {
        refusePeople();
        return super.deployWithResult(builder);
    }

    @Override
    public void deleteDeployment(String id) {
        refusePeople();
        super.deleteDeployment(id);
    }

    @Override
    public void deleteDeploymentCascade(String id) {
        refusePeople();
        super.deleteDeploymentCascade(id);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade) {
        refusePeople();
        super.deleteDeployment(id, cascade);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade, boolean skipListeners) {
        refusePeople();
        super.deleteDeployment(id, cascade, skipListeners);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade, boolean skipListeners, boolean skipMappings) {
        refusePeople();
        super.deleteDeployment(id, cascade, skipListeners, skipMappings);
    }

    @Override
    public void deleteProcessDefinition(String id) {
        refusePeople();
        super.deleteProcessDefinition(id);
    }

    @Override
    public void deleteProcessDefinition(String id, boolean cascade) {
        refusePeople();
        super.deleteProcessDefinition(id, cascade);
    }

    @Override
    public void deleteProcessDefinition(String id, boolean cascade, boolean skipListeners) {
        refusePeople();
        super.deleteProcessDefinition(id, cascade, skipListeners);
    }

    @Override
    public void deleteProcessDefinition(String id, boolean cascade, boolean skipListeners, boolean skipMappings) {
        refusePeople();
        super.deleteProcessDefinition(id, cascade, skipListeners, skipMappings);
    }

    @Override
    public DeleteProcessDefinitionsSelectBuilder deleteProcessDefinitions() {
        refusePeople();
        return super.deleteProcessDefinitions();
    }

    private void refusePeople() {
        if (!ROAD.get() && somebody()) {
            throw new Forbidden(REFUSAL);
        }
    }

    /** Whether anybody is logged in; the system itself is not. */
    private boolean somebody() {
        return getCommandExecutor().execute(context -> context.getAuthentication() != null);
    }
}
