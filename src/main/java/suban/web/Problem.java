package suban.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;

/**
 * The body of every refusal (RFC 9457 with {@code message} and {@code errors}), in Simplified Chinese only.
 *
 * @param title what kind of refusal, a few words
 * @param status the HTTP status
 * @param message what is wrong, a sentence for people
 * @param errors the fields concerned, may be empty
 */
record Problem(String title, int status, String message, List<FieldError> errors) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Problem of(HttpStatus status, String message) {
        return new Problem(title(status), status.value(), message, List.of());
    }

    static Problem of(HttpStatus status, String field, String message) {
        return new Problem(title(status), status.value(), message, List.of(new FieldError(field, message)));
    }

    /** The answer to one of our own refusals. */
    static Problem of(RuntimeException refusal) {
        HttpStatus status = status(refusal);
        List<FieldError> errors = refusal instanceof InvalidInput invalid ? invalid.errors() : List.of();
        return new Problem(title(status), status.value(), refusal.getMessage(), errors);
    }

    private static HttpStatus status(RuntimeException refusal) {
        if (refusal instanceof InvalidInput) {
            return HttpStatus.BAD_REQUEST;
        }
        if (refusal instanceof Forbidden) {
            return HttpStatus.FORBIDDEN;
        }
        if (refusal instanceof NotFound) {
            return HttpStatus.NOT_FOUND;
        }
        if (refusal instanceof Conflict) {
            return HttpStatus.CONFLICT;
        }
        throw new IllegalArgumentException("no refusal", refusal);
    }

    /** The same text for every refusal of this kind: no path, no exception, nothing a prober could use. */
    static Problem of(HttpStatus status) {
        return of(
                status,
                switch (status) {
                    case UNAUTHORIZED -> "请先登录。";
                    case FORBIDDEN -> "您没有权限执行此操作。";
                    case NOT_FOUND -> "您访问的内容不存在。";
                    case METHOD_NOT_ALLOWED -> "不支持的请求方法。";
                    case NOT_ACCEPTABLE -> "无法按所要求的格式返回。";
                    case CONFLICT -> "当前状态不允许此操作。";
                    case PAYLOAD_TOO_LARGE -> "提交的内容过大。";
                    case UNSUPPORTED_MEDIA_TYPE -> "不支持的内容类型。";
                    case TOO_MANY_REQUESTS -> "尝试次数过多，请稍后再试。";
                    default -> status.is4xxClientError() ? "请求有误，请检查后重试。" : "系统出错，请稍后再试；如仍出错，请联系管理员。";
                });
    }

    private static String title(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "提交内容有误";
            case UNAUTHORIZED -> "未登录";
            case FORBIDDEN -> "没有权限";
            case NOT_FOUND -> "未找到";
            case CONFLICT -> "状态冲突";
            case PAYLOAD_TOO_LARGE -> "内容过大";
            case TOO_MANY_REQUESTS -> "尝试次数过多";
            default -> status.is4xxClientError() ? "请求有误" : "系统错误";
        };
    }

    ResponseEntity<Problem> response() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }

    /** Writes the whole answer where no controller stands between. */
    void writeTo(HttpServletResponse response) throws IOException {
        byte[] body = JSON.writeValueAsBytes(this);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
