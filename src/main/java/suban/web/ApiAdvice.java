package suban.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;

/** Turns what a controller throws into the answer of design section 9: 400, 403, 404, 409, 413 or a neutral 500. */
@RestControllerAdvice
class ApiAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ApiAdvice.class);

    @ExceptionHandler({InvalidInput.class, Forbidden.class, NotFound.class, Conflict.class})
    ResponseEntity<Problem> refused(RuntimeException e) {
        return Problem.of(e).response();
    }

    /** Two people did the same at once; the later one looks again. */
    @ExceptionHandler
    ResponseEntity<Problem> conflict(OptimisticLockingException e) {
        return Problem.of(HttpStatus.CONFLICT, "该事项刚刚被他人处理，请刷新后重试。").response();
    }

    @ExceptionHandler({AccessDeniedException.class, AuthorizationException.class})
    ResponseEntity<Problem> forbidden() {
        return Problem.of(HttpStatus.FORBIDDEN).response();
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        Throwable cause = e.getCause();
        // a record's own constructor may refuse
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof InvalidInput refusal) {
                return refused(refusal);
            }
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return bad(path(unknown), "不支持的字段“" + path(unknown) + "”。");
        }
        if (cause instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            String allowed = List.of(format.getTargetType().getEnumConstants()).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("、"));
            return bad(path(format), "字段“" + path(format) + "”的取值应为：" + allowed + "。");
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return bad(path(mapping), "字段“" + path(mapping) + "”的值格式不正确。");
        }
        if (cause instanceof JsonProcessingException) {
            return Problem.of(HttpStatus.BAD_REQUEST, "提交的内容不是有效的 JSON。").response();
        }
        return Problem.of(HttpStatus.BAD_REQUEST, "请求内容缺失或无法读取。").response();
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException e) {
        return bad(e.getParameterName(), "缺少参数“" + e.getParameterName() + "”。");
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestPartException e) {
        return bad(e.getRequestPartName(), "缺少内容“" + e.getRequestPartName() + "”。");
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingRequestHeaderException e) {
        return bad(e.getHeaderName(), "缺少请求头“" + e.getHeaderName() + "”。");
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(MethodArgumentTypeMismatchException e) {
        return bad(e.getName(), "参数“" + e.getName() + "”的值格式不正确。");
    }

    @ExceptionHandler
    ResponseEntity<Problem> unbindable(BindException e) {
        List<FieldError> errors = e.getFieldErrors().stream()
                .map(error -> new FieldError(error.getField(), "参数“" + error.getField() + "”的值不正确。"))
                .toList();
        return errors.isEmpty()
                ? Problem.of(HttpStatus.BAD_REQUEST).response()
                : Problem.of(new InvalidInput(errors)).response();
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException e) {
        return Problem.of(HttpStatus.PAYLOAD_TOO_LARGE, "上传的文件过大。").response();
    }

    @ExceptionHandler
    ResponseEntity<Problem> multipart(MultipartException e) {
        return Problem.of(HttpStatus.BAD_REQUEST, "上传的内容无法读取，应为 multipart/form-data。")
                .response();
    }

    /** The client has gone: nobody reads an answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("the client closed the connection", e);
    }

    /** Sent less than announced, or something that is no request: the sender's fault, and nothing for the log of our own. */
    @ExceptionHandler
    ResponseEntity<Problem> broken(BadRequestException e) {
        LOG.debug("the request is broken off", e);
        return bad("", "请求没有发送完整");
    }

    /** Spring's own refusals (method, media type, no such path) keep their status; anything else is our fault. */
    @ExceptionHandler
    ResponseEntity<Problem> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            if (status.is4xxClientError()) {
                return ResponseEntity.status(status)
                        .headers(known.getHeaders())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(
                                // only our own refusals bring a reason, in Chinese
                                e instanceof ResponseStatusException ours && ours.getReason() != null
                                        ? Problem.of(status, ours.getReason())
                                        : Problem.of(status));
            }
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR).response();
    }

    private static ResponseEntity<Problem> bad(String field, String message) {
        return Problem.of(HttpStatus.BAD_REQUEST, field, message).response();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference part : e.getPath()) {
            if (part.getFieldName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        }
        return path.toString();
    }
}
