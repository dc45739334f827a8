package suban.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists everybody finds in Tasklist. Each is bound to the person who looks at it by an expression, so one list serves every
 * unit and shows nobody another unit's work. People make no lists of their own.
 */
class TasklistFilters {

    /** The last moment of the current day in the engine's zone. */
    private static final String END_OF_TODAY = "${dateTime().withTime(23, 59, 59, 999)}";

    private static final String NOW = "${now()}";

    /** @param group who sees it; null for everybody */
    private record SharedFilter(
            String name, String description, String color, String group, UnaryOperator<TaskQuery> which) {}

    /** In the order in which they are shown; a newcomer, who has claimed nothing yet, starts with the unit's work. */
    private static final List<SharedFilter> ALL = List.of(
            new SharedFilter("本单位待办", "本单位的全部待办，包括同事已认领的", "#2f6fb3", null, TasklistFilters::ofMyUnits),
            new SharedFilter(
                    "我的待办", "我已认领或指派给我的待办", "#2e7d32", null, query -> query.taskAssigneeExpression("${currentUser()}")),
            new SharedFilter("今日到期", "今天之内必须办完、尚未超期的待办", "#e08600", null, query -> ofMyUnits(query)
                    .dueAfterExpression(NOW)
                    .dueBeforeExpression(END_OF_TODAY)),
            new SharedFilter("已超期", "已超过办理期限的待办", "#c62828", null, query -> ofMyUnits(query)
                    .dueBeforeExpression(NOW)),
            new SharedFilter(
                    "全区超期", "所有单位超过办理期限的待办", "#8e2424", Roles.SUPERVISOR, query -> query.dueBeforeExpression(NOW)));

    private TasklistFilters() {}

    /** Writes the filters by name, and returns their ids by the group that may read them (null: everybody). */
    static Map<String, List<String>> write(FilterService filters, TaskService tasks) {
        Map<String, List<String>> ids = new HashMap<>();
        int position = 0;
        for (SharedFilter shared : ALL) {
            position++;
            Filter filter =
                    filters.createTaskFilterQuery().filterName(shared.name()).singleResult();
            if (filter == null) {
                filter = filters.newTaskFilter(shared.name());
            }
            // 紧急 has a higher priority and comes first (Article 8), then what is due first
            filter.setQuery(shared.which()
                    .apply(tasks.createTaskQuery())
                    .active()
                    .orderByTaskPriority()
                    .desc()
                    .orderByDueDate()
                    .asc());
            filter.setProperties(Map.of(
                    "description",
                    shared.description(),
                    "color",
                    shared.color(),
                    "priority",
                    position,
                    "refresh",
                    true,
                    "showUndefinedVariable",
                    false,
                    "variables",
                    List.of()));
            filters.saveFilter(filter);
            ids.computeIfAbsent(shared.group(), group -> new ArrayList<>()).add(filter.getId());
        }
        return ids;
    }

    private static TaskQuery ofMyUnits(TaskQuery query) {
        return query.taskCandidateGroupInExpression("${currentUserGroups()}").includeAssignedTasks();
    }
}
