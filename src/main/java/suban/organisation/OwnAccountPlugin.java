package suban.organisation;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
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

            /** A claimed task is open to its units only: who leaves a unit keeps no right of their own to what they had. */
            @Override
            public AuthorizationEntity[] newTaskAssignee(Task task, String oldAssignee, String newAssignee) {
                return null;
            }
        });
    }
}
