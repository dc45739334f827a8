package suban.hotline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.server.ResponseStatusException;
import suban.Actor;
import suban.InvalidInput;
import suban.engine.FormValues;
import suban.organisation.People;

/** Takes 12345 ledgers over HTTP, from the centre and from the office (Article 7(6); design, section 9). */
@RestController
class HotlineLedgerController {

    private static final List<String> SENDERS = List.of("hotline", "ysb");
    private static final int LONGEST_NAME = 200;

    private final HotlineLedgerService ledgers;
    private final People people;

    HotlineLedgerController(HotlineLedgerService ledgers, People people) {
        this.ledgers = ledgers;
        this.people = people;
    }

    /** What taking a ledger in came to. */
    @JsonPropertyOrder({"imported", "unchanged", "rejected"})
    record View(int imported, int unchanged, List<RejectedRow> rejected) {}

    /** 200 with the report; 400 with the same and nothing stored where a row is rejected and {@code partial} does not allow for it. */
    @PostMapping("/api/hotline-ledgers")
    ResponseEntity<View> post(
            @RequestParam(name = "partial", required = false) List<String> partial,
            HttpServletRequest request,
            Principal principal)
            throws IOException {
        Actor actor = actor(principal.getName());
        if (!(request instanceof MultipartRequest parts)) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "请以 multipart/form-data 提交，台账文件放在 file 中。");
        }
        boolean storeTheGood = flag(partial);
        List<MultipartFile> files =
                parts.getMultiFileMap().values().stream().flatMap(List::stream).toList();
        if (files.size() != 1 || !"file".equals(files.get(0).getName())) {
            throw new InvalidInput("file", "文件：请在 file 中提交一个台账文件");
        }
        MultipartFile file = files.get(0);
        if (file.getSize() > LedgerFile.MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "台账文件不能超过10兆字节。");
        }
        HotlineLedgerService.Report report =
                ledgers.importFile(name(file.getOriginalFilename()), bytes(file), storeTheGood, actor);
        return ResponseEntity.status(report.stored() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .body(new View(report.imported(), report.unchanged(), report.rejected()));
    }

    private Actor actor(String user) {
        Set<String> groups = people.groupsOf(user);
        return SENDERS.stream()
                .filter(groups::contains)
                .findFirst()
                .map(unit -> new Actor(user, unit))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN, "只有城市运行管理中心和新区营商办可以报送12345台账。"));
    }

    private static boolean flag(List<String> values) {
        if (values == null || values.isEmpty()) {
            return false;
        }
        if (values.size() == 1 && Stream.of("true", "false").anyMatch(values.get(0)::equals)) {
            return Boolean.parseBoolean(values.get(0));
        }
        throw new InvalidInput("partial", "部分导入（partial）：只能为 true 或 false");
    }

    private static byte[] bytes(MultipartFile file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return in.readNBytes(LedgerFile.MOST_BYTES + 1);
        }
    }

    /** The name alone, without a folder, fit to be shown. */
    private static String name(String original) {
        String name =
                original == null ? "" : original.replaceAll(".*[/\\\\]", "").strip();
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .filter(c -> FormValues.isStorable(Character.toString(c)) && c >= ' ')
                .limit(LONGEST_NAME)
                .forEach(shown::appendCodePoint);
        return shown.isEmpty() ? "未命名" : shown.toString();
    }
}
