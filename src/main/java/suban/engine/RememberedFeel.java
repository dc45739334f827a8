package suban.engine;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import camundajar.impl.scala.util.Either;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.EvaluationFailure;
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

/**
 * A FEEL engine that remembers what it has parsed, and the functions of the language: tables and forms ask the same few hundred expressions
 * again and again, and to parse one, or to set up all functions anew for it, takes longer than to answer it.
 */
final class RememberedFeel extends FeelEngine {

    /** More than all tables and forms of many revisions have; beyond it everything is parsed anew. */
    private static final int MOST = 20_000;

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
        EvaluationResult answer = answer(expression.expression(), context);
        return answer == null ? super.evaluate(expression, context) : answer;
    }

    private EvaluationResult answer(Exp expression, Context context) {
        if (validator.validateExpression(expression).isDefined()) {
            return null;
        }
        EvalContext around = EvalContext.create(valueMapper(), functions).merge(context);
        try {
            Val value = interpreter.eval(expression, around);
            camundajar.impl.scala.collection.immutable.List<EvaluationFailure> failures =
                    around.failureCollector().failures();
            return value instanceof ValError || !failures.isEmpty()
                    ? null
                    : new SuccessfulEvaluationResult(valueMapper().unpackVal(value), failures);
        } catch (RuntimeException e) {
            return null;
        }
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
