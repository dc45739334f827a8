package suban.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.attachments.IncomingFile;
import suban.engine.FormValues;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;

/** Takes complaints from channel systems and offices over HTTP (Article 6; design, section 9). */
@RestController
class ComplaintController {

    /** Far beyond the longest complaint; what is longer is not read to its end. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_ERRORS = 20;

    private static final String CONFIDENTIAL = "confidential";

    /** Every key there is, with its label; all hold text but {@value #CONFIDENTIAL}. */
    private static final Map<String, String> LABELS = labels();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final IntakeService intake;
    private final People people;
    private final Organisation organisation;

    ComplaintController(IntakeService intake, People people, Organisation organisation) {
        this.intake = intake;
        this.people = people;
        this.organisation = organisation;
    }

    /** What a complaint became. */
    record View(String number) {}

    /** 201 for a new complaint, 200 for one that was sent before with the same content. */
    @PostMapping(path = "/api/complaints", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<View> post(HttpServletRequest request, Principal principal) throws IOException {
        Actor actor = actor(principal.getName());
        return answer(intake.post(values(object(text(request.getInputStream()))), List.of(), actor));
    }

    /**
     * The same with files: the complaint is the part {@code complaint}, each file a part {@code attachments}. What is sent again is the
     * same complaint where its files are the same, whatever they are called.
     */
    @PostMapping(path = "/api/complaints", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<View> postWithAttachments(HttpServletRequest request, Principal principal)
            throws IOException, ServletException {
        Actor actor = actor(principal.getName());
        List<Part> complaints = new ArrayList<>();
        List<IncomingFile> files = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (Part part : request.getParts()) {
            switch (String.valueOf(part.getName())) {
                case "complaint" -> complaints.add(part);
                case "attachments" ->
                    files.add(new IncomingFile(part.getSubmittedFileName(), part.getSize(), part::getInputStream));
                default -> {
                    String shown = FormValues.printable(String.valueOf(part.getName()));
                    errors.add(new FieldError(shown, shown + "：不支持的内容，文件应放在 attachments 中"));
                }
            }
        }
        if (complaints.size() != 1) {
            errors.add(new FieldError("complaint", "投诉（complaint）：须有且只有一份，为一个 JSON 对象"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors);
        }
        try (InputStream complaint = complaints.get(0).getInputStream()) {
            return answer(intake.post(values(object(text(complaint))), files, actor));
        }
    }

    private static ResponseEntity<View> answer(IntakeService.Posted posted) {
        View view = new View(posted.number());
        return posted.created()
                ? ResponseEntity.created(URI.create("/api/complaints/" + posted.number()))
                        .body(view)
                : ResponseEntity.ok(view);
    }

    private Actor actor(String user) {
        Set<String> groups = people.groupsOf(user);
        String office = groups.stream()
                .filter(organisation::isOffice)
                .sorted()
                .findFirst()
                .orElse(null);
        if (office == null && !groups.contains(Roles.CHANNEL)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "只有渠道系统和营商办可以登记投诉。");
        }
        return new Actor(user, office);
    }

    private static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "提交的内容过大，不能超过1MB。");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new InvalidInput("", "提交的内容不是有效的 UTF-8 文本");
        }
    }

    private static JsonNode object(String body) {
        if (body.isBlank()) {
            throw new InvalidInput("", "提交的内容为空，应为一个 JSON 对象");
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("", "提交的内容不是有效的 JSON，或有重复的字段");
        }
        if (!json.isObject()) {
            throw new InvalidInput("", "提交的内容应为一个 JSON 对象");
        }
        return json;
    }

    private static Map<String, Object> values(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        json.fields().forEachRemaining(field -> {
            String key = field.getKey();
            JsonNode value = field.getValue();
            String label = LABELS.get(key);
            if (label == null) {
                String shown = FormValues.printable(key);
                errors.add(new FieldError(shown, shown + "：不支持的字段"));
            } else if (value.isNull()) {
                values.put(key, null);
            } else if (CONFIDENTIAL.equals(key)) {
                if (value.isBoolean()) {
                    values.put(key, value.booleanValue());
                } else {
                    errors.add(new FieldError(key, label + "：只能为 true 或 false"));
                }
            } else if (!value.isTextual()) {
                errors.add(new FieldError(key, label + "：应为文字"));
            } else if (!FormValues.isStorable(value.textValue())) {
                errors.add(new FieldError(key, label + "：含有无法保存的字符"));
            } else {
                values.put(key, value.textValue());
            }
        });
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors);
        }
        return values;
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("channel", "收到渠道");
        labels.put("externalId", "外部编号");
        labels.put("enterpriseName", "企业名称");
        labels.put("creditCode", "统一社会信用代码");
        labels.put("newCity", "所属新城");
        labels.put("contactName", "联系人");
        labels.put("contactPhone", "联系电话");
        labels.put("contactEmail", "电子邮箱");
        labels.put("title", "标题");
        labels.put("content", "投诉内容");
        labels.put("demandType", "诉求类型");
        labels.put("receivedBy", "收到的单位");
        labels.put("orderNumber", "交办文号");
        labels.put("orderDueAt", "交办要求的办结日期");
        labels.put(CONFIDENTIAL, "要求保密");
        return labels;
    }
}
