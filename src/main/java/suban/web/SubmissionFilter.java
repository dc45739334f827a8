package suban.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;

/**
 * Looks at the envelope of every form sent to the engine: one JSON object with {@code variables}, each an object of a type that
 * forms send. The engine's REST layer fails on much else with an error of its own, and would read files and serialized objects
 * that no form has. What stands in the envelopes is the form guard's to check. Needs a body that can be read again, as
 * {@link ExpressionFilter} leaves it.
 */
class SubmissionFilter extends OncePerRequestFilter {

    private static final Pattern SUBMISSION =
            Pattern.compile("/task/[^/]+/(complete|submit-form)|/process-definition/.+/submit-form");

    /** As the engine names them; none stands for the value's own. */
    private static final Set<String> TYPES =
            Set.of("String", "Boolean", "Integer", "Long", "Short", "Double", "Json", "Null");

    private static final int MOST_ERRORS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !SUBMISSION
                        .matcher(EngineRights.path(request.getRequestURI()))
                        .matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE).writeTo(response);
            return;
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.getInputStream());
        } catch (IOException e) {
            Problem.of(HttpStatus.BAD_REQUEST, "提交的内容不是有效的 JSON。").writeTo(response);
            return;
        }
        List<FieldError> errors = problems(body);
        if (errors.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            Problem.of(new InvalidInput(errors)).writeTo(response);
        }
    }

    private static List<FieldError> problems(JsonNode body) {
        if (!body.isObject()) {
            return List.of(new FieldError("", "提交的内容应为一个 JSON 对象"));
        }
        JsonNode variables = body.path("variables");
        if (variables.isMissingNode() || variables.isNull()) {
            return List.of(); // an empty form: the guard knows what is missing in it
        }
        if (!variables.isObject()) {
            return List.of(new FieldError("variables", "填写的内容（variables）应为一个 JSON 对象"));
        }
        List<FieldError> errors = new ArrayList<>();
        variables.fields().forEachRemaining(variable -> {
            String key = FormValues.printable(variable.getKey());
            JsonNode type = variable.getValue().path("type");
            if (errors.size() >= MOST_ERRORS) {
                return;
            }
            if (!variable.getValue().isObject()) {
                errors.add(new FieldError(key, key + "：填写的值应放在 value 中"));
            } else if (!type.isMissingNode()
                    && !type.isNull()
                    && !(type.isTextual() && TYPES.contains(type.textValue()))) {
                errors.add(new FieldError(key, key + "：表单不接受这种类型的值"));
            }
        });
        return errors;
    }
}
