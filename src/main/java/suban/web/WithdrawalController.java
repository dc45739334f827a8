package suban.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.Actor;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;
import suban.ledger.Complaint;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.office.OfficeService;

/** Takes withdrawals from the channel that filed a complaint and from its coordinating office (design, section 9). */
@RestController
class WithdrawalController {

    private static final int LONGEST_REASON = 2000;
    private static final int MOST_BYTES = 1 << 16;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final Viewers viewers;
    private final LedgerSearch search;
    private final OfficeService office;

    WithdrawalController(Viewers viewers, LedgerSearch search, OfficeService office) {
        this.viewers = viewers;
        this.search = search;
        this.office = office;
    }

    /** 204 once the office is asked to confirm, however often it is sent; 409 where the case has ended. */
    @PostMapping(path = "/api/complaints/{number}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = viewers.current();
        Complaint complaint = search.visible(number, viewer);
        boolean coordinates = viewer.units().contains(complaint.coordinatingUnit());
        if (!viewer.machine() && !coordinates) {
            throw new Forbidden("只有登记该投诉的渠道和负责协调的营商办可以提出撤回");
        }
        String reason = reason(request);
        office.requestWithdrawal(
                complaint.number(),
                reason,
                new Actor(viewer.user(), coordinates ? complaint.coordinatingUnit() : null));
    }

    private static String reason(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "提交的内容过大。");
        }
        JsonNode json = json(bytes);
        List<FieldError> errors = new ArrayList<>();
        json.fieldNames().forEachRemaining(key -> {
            if (!"reason".equals(key)) {
                String shown = FormValues.printable(key);
                errors.add(new FieldError(shown, shown + "：不支持的字段"));
            }
        });
        JsonNode value = json.path("reason");
        String reason = value.isTextual() ? value.textValue().strip() : "";
        if (value.isMissingNode() || value.isNull() || value.isTextual() && reason.isBlank()) {
            errors.add(new FieldError("reason", "理由：必填"));
        } else if (!value.isTextual()) {
            errors.add(new FieldError("reason", "理由：应为文字"));
        } else if (reason.length() > LONGEST_REASON) {
            errors.add(new FieldError("reason", "理由：不能超过" + LONGEST_REASON + "个字"));
        } else if (!FormValues.isStorable(reason)) {
            errors.add(new FieldError("reason", "理由：含有无法保存的字符"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.size() > 20 ? errors.subList(0, 20) : errors);
        }
        return reason;
    }

    private static JsonNode json(byte[] bytes) {
        JsonNode json;
        try {
            json = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new InvalidInput("", "提交的内容不是有效的 JSON，或有重复的字段");
        }
        if (!json.isObject()) {
            throw new InvalidInput("", "提交的内容应为一个 JSON 对象");
        }
        return json;
    }
}
