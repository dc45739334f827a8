package suban.documents;

import java.util.List;
import org.springframework.stereotype.Component;
import suban.ledger.Texts;

/** The documents of a case as its archive keeps them: each as it was issued. */
@Component
public class ArchivedDocuments {

    private final Documents documents;
    private final DocumentPrinter printer;

    ArchivedDocuments(Documents documents, DocumentPrinter printer) {
        this.documents = documents;
        this.printer = printer;
    }

    /** One document that can be printed. */
    public record Item(Long id, String number, String title) {}

    /** Those of a case in the order of their issue; not what was purged (Article 3). */
    public List<Item> of(Long complaint) {
        return documents.findByComplaintIdOrderById(complaint).stream()
                .filter(it -> !Texts.isMark(it.body()))
                .map(it -> new Item(it.id(), it.number(), it.title()))
                .toList();
    }

    /** The document as PDF. */
    public byte[] pdf(Item item) {
        return printer.print(documents.findById(item.id()).orElseThrow());
    }
}
