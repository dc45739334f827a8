package suban.organisation;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * By default the engine lets every user rename and delete their own account, by which the timeline would lose the name of who
 * acted. Here an account is its owner's to read, whoever created it and where; administrators alone change it.
 */
@Component
class OwnAccountPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setResourceAuthorizationProvider(new DefaultAuthorizationProvider() {
            @Override
            public AuthorizationEntity[] newUser(User user) {
                String id = user.getId();
                return new AuthorizationEntity[] {
                    createGrantAuthorization(id, null, Resources.USER, id, Permissions.READ)
                };
            }

            /** Of a task that is just being made nobody can have a right yet: none is looked for. */
            @Override
            protected AuthorizationEntity getGrantAuthorizationByGroupId(
                    String group, Resource resource, String resourceId) {
                CachedDbEntity task = resource == Resources.TASK ? cached(resourceId) : null;
                return task != null && task.getEntityState() == DbEntityState.TRANSIENT
                        ? null
                        : super.getGrantAuthorizationByGroupId(group, resource, resourceId);
            }

            private CachedDbEntity cached(String task) {
                return Context.getCommandContext()
                        .getDbEntityManager()
                        .getDbEntityCache()
                        .getCachedEntity(TaskEntity.class, task);
            }

            /** A claimed task is open to its units only: who leaves a unit keeps no right of their own to what they had. */
            @Override
            public AuthorizationEntity[] newTaskAssignee(Task task, String oldAssignee, String newAssignee) {
                return null;
            }
        });
    }
}
