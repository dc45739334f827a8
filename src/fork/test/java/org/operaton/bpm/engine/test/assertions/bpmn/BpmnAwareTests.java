package org.operaton.bpm.engine.test.assertions.bpmn;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.task.IdentityLinkType;
import org.operaton.bpm.engine.task.Task;

/** What SubanTest asks of the engine's own assertions: the fork's are not in Maven Central. */
public final class BpmnAwareTests {

    private static ProcessEngine engine;

    private BpmnAwareTests() {}

    public static void init(ProcessEngine engineOfTheTest) {
        engine = engineOfTheTest;
    }

    public static TaskAssert assertThat(Task task) {
        return new TaskAssert(task);
    }

    public static final class TaskAssert extends AbstractAssert<TaskAssert, Task> {

        private TaskAssert(Task task) {
            super(task, TaskAssert.class);
        }

        public TaskAssert hasDefinitionKey(String key) {
            if (!Objects.equals(actual.getTaskDefinitionKey(), key)) {
                throw failure("%s is no %s", actual.getTaskDefinitionKey(), key);
            }
            return this;
        }

        public TaskAssert hasCandidateGroup(String group) {
            if (engine.getTaskService().getIdentityLinksForTask(actual.getId()).stream()
                    .noneMatch(link ->
                            IdentityLinkType.CANDIDATE.equals(link.getType()) && group.equals(link.getGroupId()))) {
                throw failure("%s is not for %s", actual.getTaskDefinitionKey(), group);
            }
            return this;
        }

        public TaskAssert isNotAssigned() {
            if (actual.getAssignee() != null) {
                throw failure("%s is %s's", actual.getTaskDefinitionKey(), actual.getAssignee());
            }
            return this;
        }
    }
}
