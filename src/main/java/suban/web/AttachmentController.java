package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.attachments.AttachmentDrafts;
import suban.attachments.AttachmentService;
import suban.attachments.IncomingFile;
import suban.engine.FormValues;
import suban.ledger.Viewer;
import suban.privacy.AccessLog;
import suban.privacy.Shown;

/** Lists, gives out and takes files of cases, each from and to whom it concerns; for everybody else there are none. */
@RestController
class AttachmentController {

    private static final String FILE = "file";

    /** Nothing in a file runs, loads or is framed, whatever it pretends to be. */
    private static final String NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'";

    /** Browsers show no PDF in a sandbox; their viewer runs it in one of its own. */
    private static final String PDF =
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

    private final AttachmentService attachments;
    private final AttachmentDrafts drafts;
    private final Viewers viewers;
    private final AccessLog access;

    AttachmentController(AttachmentService attachments, AttachmentDrafts drafts, Viewers viewers, AccessLog access) {
        this.access = access;
        this.attachments = attachments;
        this.drafts = drafts;
        this.viewers = viewers;
    }

    /**
     * @param preview whether a browser shows it; everything else is only saved
     * @param uploadedBy name of the person
     * @param unit name of the unit; null for a machine account
     * @param original whether it came with the registration
     */
    record FileView(
            Long id,
            String name,
            String mediaType,
            long size,
            boolean preview,
            String uploadedBy,
            String unit,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            boolean original,
            boolean removable) {}

    /**
     * @param mayAdd whether the caller may add files now
     * @param accept extensions that are taken
     * @param maxFileBytes size of one file
     */
    record ListView(boolean mayAdd, List<String> accept, long maxFileBytes, List<FileView> files) {}

    /**
     * @param accept extensions that are taken
     * @param maxFileBytes size of one file
     * @param maxFiles with one registration
     */
    record LimitsView(List<String> accept, long maxFileBytes, int maxFiles) {}

    /** How many of the files sent are new to the case, and what it has now. */
    record AddedView(int added, ListView attachments) {}

    /** What taking a file out of sight needs. */
    record Removal(String reason) {}

    @GetMapping({"/api/complaints/{number}/attachments", "/camunda/api/suban/complaints/{number}/attachments"})
    ListView attachments(@PathVariable String number) {
        return view(number, viewers.current());
    }

    private ListView view(String number, Viewer viewer) {
        AttachmentService.Listing listing = attachments.of(number, viewer);
        return new ListView(
                listing.mayAdd(),
                attachments.extensions(),
                attachments.limits().maxFile().toBytes(),
                listing.files().stream()
                        .map(it -> new FileView(
                                it.id(),
                                it.name(),
                                it.mediaType(),
                                it.size(),
                                it.shown(),
                                it.by(),
                                it.unit(),
                                CaseView.at(it.at()),
                                it.original(),
                                it.removable()))
                        .toList());
    }

    /** The file: shown in the browser where that runs nothing, and it is not asked for to be saved; by its Chinese name. */
    @GetMapping({"/api/attachments/{id}", "/camunda/api/suban/attachments/{id}"})
    void attachment(
            @PathVariable String id,
            @RequestParam(required = false) List<String> download,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Viewer viewer = viewers.current();
        AttachmentService.Opened file = attachments.open(number(id), viewer);
        // what is in it nobody can tell: every file counts
        access.note(viewer.user(), viewer.units(), file.number(), Shown.ATTACHMENT, id);
        boolean inline = file.shown() && download == null;
        response.setHeader(
                "Content-Security-Policy",
                inline && MediaType.APPLICATION_PDF_VALUE.equals(file.mediaType()) ? PDF : NOTHING);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        String tag = "\"" + file.sha256() + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(id, file.name(), inline));
        response.setContentType(file.mediaType());
        response.setContentLengthLong(file.size());
        attachments.write(file, response.getOutputStream());
    }

    /** With a name in letters for programs that know no other. */
    private static String disposition(String id, String name, boolean inline) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String encoded = ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString()
                .replaceFirst(".*filename\\*=", "");
        return (inline ? "inline" : "attachment") + "; filename=\"" + id + "." + extension + "\"; filename*=" + encoded;
    }

    /** Adds files to a case; each is a part {@code file}. */
    @PostMapping("/camunda/api/suban/complaints/{number}/attachments")
    AddedView add(@PathVariable String number, HttpServletRequest request) throws IOException, ServletException {
        Viewer viewer = viewers.current();
        attachments.ensureMayAdd(number, viewer); // whoever may not learns nothing of what they sent
        int added = attachments.add(number, files(request), viewer);
        return new AddedView(added, view(number, viewer));
    }

    /** Takes a file out of sight. */
    @PostMapping(path = "/camunda/api/suban/attachments/{id}/removal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, @RequestBody Removal removal) {
        String reason = removal.reason();
        Viewer viewer = viewers.current();
        if (reason != null && !FormValues.isStorable(reason)) {
            attachments.open(number(id), viewer);
            throw new InvalidInput("reason", "理由：含有无法保存的字符");
        }
        attachments.remove(number(id), reason, viewer);
    }

    /** What may be sent with a registration. */
    @GetMapping("/camunda/api/suban/uploads")
    LimitsView limits() {
        registrar();
        return new LimitsView(
                attachments.extensions(),
                attachments.limits().maxFile().toBytes(),
                attachments.limits().maxFiles());
    }

    /** A file for a complaint that is not registered yet; the id goes into the start form. */
    @PostMapping("/camunda/api/suban/uploads")
    AttachmentDrafts.Draft upload(HttpServletRequest request) throws IOException, ServletException {
        Viewer viewer = registrar();
        List<IncomingFile> files = files(request);
        if (files.size() != 1) {
            throw new InvalidInput(FILE, "附件：请在 file 中提交一个文件");
        }
        return drafts.add(files.get(0), viewer.user());
    }

    /** A file that its uploader does not want to register any more. */
    @DeleteMapping("/camunda/api/suban/uploads/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String id) {
        Viewer viewer = registrar();
        if (id.matches("[0-9a-f-]{36}")) {
            drafts.discard(List.of(id), viewer.user());
        }
    }

    /** Units register complaints (Articles 6, 7). */
    private Viewer registrar() {
        Viewer viewer = viewers.current();
        if (viewer.machine() || viewer.units().isEmpty()) {
            throw new Forbidden("只有各单位的人员可以登记投诉");
        }
        return viewer;
    }

    private static Long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new NotFound("没有该附件");
        }
        return Long.valueOf(id);
    }

    private static List<IncomingFile> files(HttpServletRequest request) throws IOException, ServletException {
        String type = request.getContentType();
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "请以 multipart/form-data 提交，文件放在 file 中。");
        }
        List<IncomingFile> files = new ArrayList<>();
        for (Part part : request.getParts()) {
            if (!FILE.equals(part.getName())) {
                String shown = FormValues.printable(String.valueOf(part.getName()));
                throw new InvalidInput(List.of(new FieldError(shown, shown + "：不支持的内容，文件应放在 file 中")));
            }
            files.add(new IncomingFile(part.getSubmittedFileName(), part.getSize(), part::getInputStream));
        }
        return files;
    }
}
