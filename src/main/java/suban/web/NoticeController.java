package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.InvalidInput;
import suban.board.BoardService;
import suban.ledger.Viewer;
import suban.notice.NoticeList;
import suban.notice.NoticeService;
import suban.notice.NoticeState;
import suban.organisation.Organisation;

/** What the bell in Tasklist shows, and for the board what has not arrived. */
@RestController
@RequestMapping("/camunda/api/suban/notices")
class NoticeController {

    private static final int MOST_MARKED = 500;

    private final NoticeList list;
    private final NoticeService notices;
    private final BoardService board;
    private final Organisation organisation;
    private final Viewers viewers;
    private final IdentityService identities;
    private final TaskService tasks;
    private final RuntimeService instances;

    NoticeController(
            NoticeList list,
            NoticeService notices,
            BoardService board,
            Organisation organisation,
            Viewers viewers,
            ProcessEngine engine) {
        this.list = list;
        this.notices = notices;
        this.board = board;
        this.organisation = organisation;
        this.viewers = viewers;
        this.identities = engine.getIdentityService();
        this.tasks = engine.getTaskService();
        this.instances = engine.getRuntimeService();
    }

    /**
     * One notice.
     *
     * @param task id of an open task of the same case that the reader may see; null where there is none
     */
    record Item(
            Long id,
            String number,
            String unit,
            String subject,
            String body,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            boolean read,
            String task) {}

    /** One page, and how many are unread on all of them; 100 means so many or more. */
    record Page(long total, int unread, List<Item> items) {}

    /** How many are unread, and whether the person is of any unit that gets notices. */
    record Unread(int unread, boolean listed) {}

    /** Which ones were read: those with these ids, or all. */
    record Read(List<Long> ids, Boolean all) {}

    record FailureView(
            Long id,
            String number,
            boolean ofCase,
            String recipient,
            String what,
            NoticeState state,
            String stateText,
            String reason,
            int attempts,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime createdAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime nextAt) {}

    /** @param total how many there are, listed or not */
    record Failures(long total, Map<NoticeState, Long> counts, List<FailureView> items) {}

    @GetMapping("/count")
    ResponseEntity<Unread> count() {
        Viewer viewer = person();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Unread(list.unread(viewer), !viewer.units().isEmpty()));
    }

    @GetMapping
    Page page(
            @RequestParam(required = false) String unread,
            @RequestParam(required = false) String page,
            @RequestParam(required = false) String size) {
        Viewer viewer = person();
        Parameters parameters = new Parameters();
        Boolean unreadOnly = parameters.flag("unread", "只看未读", unread);
        int no = parameters.number("page", "页码", page, 0, 0, 10_000);
        int rows = parameters.number("size", "每页条数", size, 20, 1, 100);
        parameters.refuseIfAny();
        NoticeList.Page found = list.page(viewer, Boolean.TRUE.equals(unreadOnly), no, rows);
        Map<String, String> open =
                openTasks(found.items().stream().map(NoticeList.Item::number).collect(Collectors.toSet()));
        return new Page(
                found.total(),
                list.unread(viewer),
                found.items().stream()
                        .map(it -> new Item(
                                it.id(),
                                it.number(),
                                organisation.nameOf(it.unit()),
                                it.subject(),
                                it.body(),
                                CaseView.at(it.at()),
                                it.read(),
                                open.get(it.number())))
                        .toList());
    }

    /** An open task by the number it is about, of those the caller may see: two questions to the engine, however many numbers. */
    private Map<String, String> openTasks(Set<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        List<Task> visible = tasks.createTaskQuery()
                .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                .orderByTaskCreateTime()
                .asc()
                .list();
        if (visible.isEmpty()) {
            return Map.of();
        }
        // who may see a task may see its number, though not the instance
        Authentication user = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        Map<String, String> numberOf;
        try {
            numberOf = instances
                    .createProcessInstanceQuery()
                    .processInstanceIds(
                            visible.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet()))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        } finally {
            identities.setAuthentication(user);
        }
        Map<String, String> open = new HashMap<>();
        visible.forEach(task -> open.put(numberOf.get(task.getProcessInstanceId()), task.getId()));
        return open;
    }

    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@RequestBody Read read) {
        Viewer viewer = person();
        boolean all = Boolean.TRUE.equals(read.all());
        if (!all && (read.ids() == null || read.ids().isEmpty())) {
            throw new InvalidInput("ids", "通知（ids）：必填");
        }
        if (!all && (read.ids().size() > MOST_MARKED || read.ids().contains(null))) {
            throw new InvalidInput("ids", "通知（ids）：一次最多" + MOST_MARKED + "条");
        }
        try {
            mark(viewer, read, all);
        } catch (DuplicateKeyException e) {
            mark(viewer, read, all); // the same at the same moment from another page
        }
    }

    private void mark(Viewer viewer, Read read, boolean all) {
        if (all) {
            list.readAll(viewer);
        } else {
            list.read(viewer, read.ids());
        }
    }

    @GetMapping("/failures")
    Failures failures() {
        Viewer viewer = person();
        board.scope(viewer); // a figure of the board, for whom the board is
        NoticeService.Failures found = notices.failures(viewer);
        return new Failures(
                found.total(),
                found.counts(),
                found.items().stream()
                        .map(it -> new FailureView(
                                it.id(),
                                it.number(),
                                it.ofCase(),
                                it.recipient(),
                                it.what(),
                                it.state(),
                                it.stateText(),
                                it.reason(),
                                it.attempts(),
                                CaseView.at(it.createdAt()),
                                CaseView.at(it.nextAt())))
                        .toList());
    }

    /** Whoever is logged in, but no machine account. */
    private Viewer person() {
        Viewer viewer = viewers.current();
        if (viewer.machine()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return viewer;
    }
}
