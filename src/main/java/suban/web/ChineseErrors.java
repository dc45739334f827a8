package suban.web;

import jakarta.servlet.RequestDispatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/** The body of errors that no controller saw (the container's own): the same Chinese fields as {@link Problem}. */
@Component
class ChineseErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE, RequestAttributes.SCOPE_REQUEST);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        Problem problem = Problem.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("title", problem.title());
        attributes.put("status", problem.status());
        attributes.put("message", problem.message());
        attributes.put("errors", problem.errors());
        return attributes;
    }
}
