package suban.engine;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import camundajar.impl.scala.util.Either;
import camundajar.impl.scala.util.Try;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.SuccessfulEvaluationResult;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.impl.parser.ExpressionValidator;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;

/**
 * A FEEL engine that remembers what it has parsed, and the functions of the language: tables and forms ask the same few hundred expressions
 * again and again, and to parse one, or to set up all functions anew for it, takes longer than to answer it.
 */
final class RememberedFeel extends FeelEngine {

    /** More than all tables and forms of many revisions have; beyond it everything is parsed anew. */
    private static final int MOST = 20_000;

    private static final EvaluationFailureType ASSERTION = EvaluationFailureType.ASSERT_FAILURE$.MODULE$;

    private final Map<String, Either<Failure, ParsedExpression>> expressions = new ConcurrentHashMap<>();
    private final Map<String, Either<Failure, ParsedExpression>> tests = new ConcurrentHashMap<>();

    private final FunctionProvider functions;
    private final ExpressionValidator validator;
    private final FeelInterpreter interpreter;

    /** @param like what it does as this does */
    RememberedFeel(FeelEngine like) {
        super(like.functionProvider(), like.valueMapper(), like.configuration(), like.clock());
        this.functions = new FunctionProvider.CompositeFunctionProvider(CollectionConverters.asScala(
                        List.of(new BuiltinFunctions(like.clock(), like.valueMapper()), like.functionProvider()))
                .toList());
        this.validator = new ExpressionValidator(like.configuration().externalFunctionsEnabled());
        this.interpreter = new FeelInterpreter(like.valueMapper());
    }

    @Override
    public Either<Failure, ParsedExpression> parseExpression(String text) {
        return parsed(expressions, text, super::parseExpression);
    }

    @Override
    public Either<Failure, ParsedExpression> parseUnaryTests(String text) {
        return parsed(tests, text, super::parseUnaryTests);
    }

    /** What has no clear answer is asked again in the engine's own way, which says what is wrong with it. */
    @Override
    public EvaluationResult evaluate(ParsedExpression expression, Context context) {
        // what it lets pass, as that a thread is to stop, passes here
        EvaluationResult answer =
                Try.apply(() -> answer(expression.expression(), context)).getOrElse(() -> null);
        return answer == null ? super.evaluate(expression, context) : answer;
    }

    private EvaluationResult answer(Exp expression, Context context) {
        if (validator.validateExpression(expression).isDefined()) {
            return null;
        }
        EvalContext around = EvalContext.create(valueMapper(), functions).merge(context);
        Val value = interpreter.eval(expression, around);
        boolean failed = value instanceof ValError
                || value instanceof ValFatalError
                || around.failureCollector().failures().exists(it -> it.failureType() == ASSERTION);
        // to unpack it may fail to read something, too
        Object unpacked = failed ? null : valueMapper().unpackVal(value);
        return failed
                ? null
                : new SuccessfulEvaluationResult(
                        unpacked, around.failureCollector().failures());
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
