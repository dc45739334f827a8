package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import suban.NotFound;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.ledger.Viewer;
import suban.privacy.AccessLog;
import suban.privacy.Shown;

/** Lists a case's documents and prints them, each to whom it concerns; for everybody else there are none. */
@RestController
class DocumentController {

    private final DocumentService documents;
    private final Viewers viewers;
    private final AccessLog access;

    DocumentController(DocumentService documents, Viewers viewers, AccessLog access) {
        this.access = access;
        this.documents = documents;
        this.viewers = viewers;
    }

    /**
     * @param recipient who it went to, as the reader may know it
     */
    record View(
            Long id,
            String documentNumber,
            DocumentKind kind,
            String kindText,
            String title,
            String recipient,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime issuedAt) {}

    @GetMapping({"/api/complaints/{number}/documents", "/camunda/api/suban/complaints/{number}/documents"})
    List<View> documents(@PathVariable String number) {
        return documents.of(number, viewers.current()).stream()
                .map(it -> new View(
                        it.id(),
                        it.documentNumber(),
                        it.kind(),
                        it.kind().label(),
                        it.title(),
                        it.recipient(),
                        CaseView.at(it.issuedAt())))
                .toList();
    }

    /** The document itself, to be read in the browser; its file is named by its number. */
    @GetMapping({"/api/documents/{id}.pdf", "/camunda/api/suban/documents/{id}.pdf"})
    ResponseEntity<byte[]> document(@PathVariable String id, HttpServletResponse response) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new NotFound("没有该文书");
        }
        Viewer viewer = viewers.current();
        DocumentService.Printed printed = documents.print(Long.valueOf(id), viewer);
        if (printed.withContact()) {
            access.note(viewer.user(), viewer.units(), printed.complaint(), Shown.DOCUMENT, printed.documentNumber());
        }
        String name = URLEncoder.encode(printed.documentNumber() + ".pdf", StandardCharsets.UTF_8);
        // in place of the web applications' policy: browsers show no PDF in a sandbox
        response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "inline; filename=\"" + id + ".pdf\"; filename*=UTF-8''" + name)
                .cacheControl(CacheControl.noStore())
                .body(printed.pdf());
    }
}
