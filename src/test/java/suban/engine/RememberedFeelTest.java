package suban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.feel.FeelEngine;
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
                // fails
                "assert(nothing, nothing != null)",
                "not a sentence (",
                // refused: it would call into the program
                "function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }",
            })
    void answersExpressions(String expression) {
        for (int i = 0; i < 2; i++) {
            assertThat(remembered.evalExpression(expression, facts()))
                    .hasToString(plain.evalExpression(expression, facts()).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"GENERAL\"", "\"COMPLEX\", \"GENERAL\"", "not(\"GENERAL\")", "-", "> 5", "unknown", "("})
    void answersUnaryTests(String tests) {
        for (int i = 0; i < 2; i++) {
            assertThat(remembered.evalUnaryTests(tests, facts()))
                    .hasToString(plain.evalUnaryTests(tests, facts()).toString());
        }
    }

    @Test
    void refusesWhatCallsIntoTheProgram() {
        String calls =
                "{f: function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }, y: f(-1)}.y";
        assertThat(remembered.evalExpression(calls, facts()).isLeft()).isTrue();
    }
}
