package suban.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.ClassicSimilarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * How alike Chinese texts are: the pairs of characters they share, rare ones counting more. The index lives for one question, so
 * there is nothing to keep in step with the database, on however many nodes.
 */
public final class TextLikeness {

    private static final String TEXT = "text";

    /** What a person tells first is what a complaint is about; no more than this of it is compared, in characters. */
    private static final int LONGEST = 1000;

    private static final Analyzer PAIRS = new CJKAnalyzer();

    private TextLikeness() {}

    /**
     * Compares a text with others.
     *
     * @return for each of {@code others}, in their order, 0 (nothing in common) to 1 (the same)
     */
    public static double[] of(String text, List<String> others) {
        double[] likeness = new double[others.size()];
        Set<String> pairs = pairs(cut(text));
        if (pairs.isEmpty() || others.isEmpty()) {
            return likeness;
        }
        try (ByteBuffersDirectory memory = new ByteBuffersDirectory()) {
            write(memory, text, others);
            try (DirectoryReader reader = DirectoryReader.open(memory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(new ClassicSimilarity());
                BooleanQuery.Builder query = new BooleanQuery.Builder();
                pairs.forEach(pair -> query.add(new TermQuery(new Term(TEXT, pair)), BooleanClause.Occur.SHOULD));
                ScoreDoc[] found = searcher.search(query.build(), reader.maxDoc()).scoreDocs;
                double itself = 0;
                for (ScoreDoc hit : found) {
                    itself = hit.doc == others.size() ? hit.score : itself;
                }
                for (ScoreDoc hit : found) {
                    if (hit.doc < others.size()) {
                        likeness[hit.doc] = Math.min(1, hit.score / itself);
                    }
                }
                return likeness;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The others in their order, so that a document's id is its place among them, and the text itself as the measure. */
    private static void write(ByteBuffersDirectory memory, String text, List<String> others) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(PAIRS)
                .setSimilarity(new ClassicSimilarity())
                .setRAMBufferSizeMB(256)
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setUseCompoundFile(false);
        try (IndexWriter writer = new IndexWriter(memory, config)) {
            for (String other : others) {
                writer.addDocument(document(other));
            }
            writer.addDocument(document(text));
        }
    }

    private static Document document(String text) {
        Document document = new Document();
        document.add(new TextField(TEXT, cut(text), Field.Store.NO));
        return document;
    }

    private static String cut(String text) {
        return text == null ? "" : text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new LinkedHashSet<>();
        try (TokenStream tokens = PAIRS.tokenStream(TEXT, text)) {
            CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                pairs.add(token.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pairs;
    }
}
