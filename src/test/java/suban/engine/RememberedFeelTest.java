package suban.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FEEL 记住函数和解析结果以后，答案和原来的引擎一样")
class RememberedFeelTest {

    private final FeelEngine plain = new FeelEngine.Builder().build();
    private final RememberedFeel remembered = new RememberedFeel(plain);

    private static Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("class", "GENERAL");
        facts.put("days", 5);
        facts.put("units", List.of("jinghe", "zijian"));
        facts.put("nothing", null);
        facts.put("cellInput", "GENERAL");
        return facts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class = \"GENERAL\" and days <= 5",
                "nothing = null",
                "nothing = \"x\"",
                "days + 1",
                "some u in units satisfies u = \"zijian\"",
                "count(units) > 1 and contains(class, \"GEN\")",
                "date(\"2026-03-02\") + duration(\"P5D\")",
                "if days > 7 then \"long\" else \"short\"",
                // no such variable, and a comparison of what cannot be compared: null, and why
                "unknown",
                "days > \"five\"",
                "units[9]",
                "days > nothing",
                "nothing + 1",
                "[days > nothing, nothing.name]",
                // of a table's cell, asked where there is none
                "?",
                "? > 3",
                // fails
                "assert(nothing, nothing != null)",
                "not a sentence (",
                // refused: it would call into the program
                "function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }",
            })
    void answersExpressions(String expression) {
        for (int i = 0; i < 2; i++) {
            assertThat(new FeelEngineApi(remembered).evaluateExpression(expression, facts()))
                    .as("the answer, and what was left aside on the way to it")
                    .hasToString(new FeelEngineApi(plain)
                            .evaluateExpression(expression, facts())
                            .toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"GENERAL\"",
                "\"COMPLEX\", \"GENERAL\"",
                "not(\"GENERAL\")",
                "-",
                "> 5",
                "> nothing",
                "nothing",
                "?",
                "? > 3",
                "days > nothing",
                "contains(?, \"GEN\")",
                "assert(nothing, nothing != null)",
                "unknown",
                "("
            })
    void answersUnaryTests(String tests) {
        for (int i = 0; i < 2; i++) {
            assertThat(new FeelEngineApi(remembered).evaluateUnaryTests(tests, "GENERAL", facts()))
                    .hasToString(new FeelEngineApi(plain)
                            .evaluateUnaryTests(tests, "GENERAL", facts())
                            .toString());
        }
    }

    @Test
    void refusesWhatCallsIntoTheProgram() {
        String calls =
                "{f: function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }, y: f(-1)}.y";
        assertThat(remembered.evalExpression(calls, facts()).isLeft()).isTrue();
    }

    /** A fact that cannot be had. */
    private record Unreadable(Exception why) implements Context, VariableProvider {

        @Override
        public VariableProvider variableProvider() {
            return this;
        }

        @Override
        public FunctionProvider functionProvider() {
            return FunctionProvider.EmptyFunctionProvider$.MODULE$;
        }

        @Override
        public Option<Object> getVariable(String name) {
            // as the language's own code, which need not say what it throws
            return Unreadable.<RuntimeException, Option<Object>>thrown(why);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception, T> T thrown(Exception e) throws E {
            throw (E) e;
        }

        @Override
        public Iterable<String> keys() {
            return CollectionConverters.asScala(List.of("class"));
        }
    }

    @Test
    void failsAsItDoes() {
        ParsedExpression expression =
                remembered.parseExpression("class = \"GENERAL\"").toOption().get();
        for (Exception why : List.of(new IOException("away"), new IllegalStateException("away"))) {
            assertThat(remembered.evaluate(expression, new Unreadable(why)))
                    .hasToString(plain.evaluate(expression, new Unreadable(why)).toString());
        }
    }

    @Test
    @DisplayName("线程被要求停止时，不当作算不出来")
    void letsAnInterruptPass() {
        ParsedExpression expression =
                remembered.parseExpression("class = \"GENERAL\"").toOption().get();
        Context context = new Unreadable(new InterruptedException());
        for (FeelEngine engine : List.of(plain, remembered)) {
            assertThatThrownBy(() -> engine.evaluate(expression, context)).isInstanceOf(InterruptedException.class);
        }
    }
}
