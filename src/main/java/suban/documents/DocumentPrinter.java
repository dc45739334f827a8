package suban.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.springframework.stereotype.Component;
import suban.Conflict;

/**
 * Prints a document as PDF, with the Chinese fonts it uses inside. The same document printed twice is the same file, byte by byte.
 * Nothing is loaded from anywhere: a page is its own text and the two fonts.
 */
@Component
class DocumentPrinter {

    /** How many are printed at once on one node; the others wait: a font takes some megabytes while it is laid out. */
    private static final int AT_ONCE = 2;

    private static final int PATIENCE_SECONDS = 30;

    static {
        XRLog.setLoggingEnabled(false);
    }

    private final DocumentFonts fonts;
    private final Clock clock;
    private final Semaphore printing = new Semaphore(AT_ONCE);

    DocumentPrinter(DocumentFonts fonts, Clock clock) {
        this.fonts = fonts;
        this.clock = clock;
    }

    /**
     * The document as PDF; called outside of transactions, as it may wait.
     *
     * @throws Conflict where too many others are being printed
     */
    byte[] print(Document document) {
        String page = DocumentPage.of(document, fonts, clock);
        await();
        try {
            return pdf(page, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            printing.release();
        }
    }

    private void await() {
        try {
            if (!printing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Conflict("正在打印的文书较多，请稍后再试");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Conflict("打印中断，请稍后再试");
        }
    }

    private byte[] pdf(String page, Document document) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.usePdfAConformance(
                PdfAConformance.PDFA_2_B); // only embedded fonts: the machine's own are never looked for
        builder.useUriResolver((base, uri) -> null);
        builder.useFont(fonts::regular, "Noto", 400, FontStyle.NORMAL, true);
        builder.useFont(fonts::bold, "Noto", 700, FontStyle.NORMAL, true);
        builder.withHtmlContent(page, null);
        builder.withProducer("Suban");
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            PDDocument pdf = renderer.getPdfDocument();
            PDDocumentInformation information = pdf.getDocumentInformation();
            Calendar issued = GregorianCalendar.from(document.issuedAt().atZone(clock.getZone()));
            information.setTitle(fonts.printable(document.title() + "　" + document.number()));
            information.setAuthor(document.signatories());
            information.setCreationDate(issued);
            information.setModificationDate(issued);
            pdf.getDocumentCatalog().setMetadata(null); // it would tell the time of printing
            pdf.setDocumentId(document.issuedAt().toEpochMilli());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        }
    }
}
