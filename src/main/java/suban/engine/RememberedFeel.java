package suban.engine;

import camundajar.impl.scala.util.Either;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.ParsedExpression;

/**
 * A FEEL engine that remembers what it has parsed: tables and forms ask the same few hundred expressions again and again, and parsing one
 * takes longer than answering it.
 */
final class RememberedFeel extends FeelEngine {

    /** More than all tables and forms of many revisions have; beyond it everything is parsed anew. */
    private static final int MOST = 20_000;

    private final Map<String, Either<Failure, ParsedExpression>> expressions = new ConcurrentHashMap<>();
    private final Map<String, Either<Failure, ParsedExpression>> tests = new ConcurrentHashMap<>();

    /** @param like what it does as this does */
    RememberedFeel(FeelEngine like) {
        super(like.functionProvider(), like.valueMapper(), like.configuration(), like.clock());
    }

    @Override
    public Either<Failure, ParsedExpression> parseExpression(String text) {
        return parsed(expressions, text, super::parseExpression);
    }

    @Override
    public Either<Failure, ParsedExpression> parseUnaryTests(String text) {
        return parsed(tests, text, super::parseUnaryTests);
    }

    private static Either<Failure, ParsedExpression> parsed(
            Map<String, Either<Failure, ParsedExpression>> known,
            String text,
            Function<String, Either<Failure, ParsedExpression>> parser) {
        Either<Failure, ParsedExpression> parsed = known.get(text);
        if (parsed == null) {
            parsed = parser.apply(text);
            if (known.size() < MOST) {
                known.put(text, parsed);
            }
        }
        return parsed;
    }
}
