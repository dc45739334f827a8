package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import suban.engine.Refusals;

/**
 * Turns a refusal from inside the engine into our own answer in Chinese: its REST layer makes every unknown exception a 500
 * with an English prefix. What else the engine refuses in English becomes the Chinese sentence for its status; the log keeps
 * the original, as an error where it stays one. Answers that are no refusal pass through as they are written.
 */
class RefusalFilter extends OncePerRequestFilter {

    /** What only asks: everything read, and queries that are posted; and accounts and rights, which are no case's. */
    private static final Pattern QUESTION = Pattern.compile(
            "(GET|HEAD) .+|POST /(history/)?[\\w\\-]+(/count)?|POST /filter/[^/]+/\\w+|POST /camunda/api/cockpit/.+|\\w+ /(user|group|authorization|identity)/.+");

    /** The engine's own exceptions for what it will not do; one from its database layer is another kind. */
    private static final Pattern REFUSES = Pattern.compile(
            "\"type\":\"(ProcessEngineException|NullValueException|NotFoundException|NotValidException|RestException"
                    + "|BadUserRequestException|InvalidRequestException|IllegalArgumentException)\"");

    private static final Logger LOG = LoggerFactory.getLogger(RefusalFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Answer answer = new Answer(response);
        Refusals.take();
        Throwable failure = null;
        try {
            chain.doFilter(request, answer);
        } catch (ServletException | IOException | RuntimeException e) {
            failure = e;
        }
        Optional<RuntimeException> refusal = Refusals.take();
        if (refusal.isEmpty() && failure != null) {
            refusal = Refusals.behind(failure);
        }
        if (refusal.isPresent() && (failure != null || answer.failed())) {
            Problem.of(refusal.get()).writeTo(response);
        } else if (failure != null) {
            rethrow(failure);
        } else if (answer.failed()) {
            if (answer.saysItInChinese()) {
                answer.release();
            } else {
                HttpStatus status = status(request, answer);
                LOG.atLevel(status.is5xxServerError() ? Level.ERROR : Level.DEBUG)
                        .log("{} {}: {}", request.getMethod(), request.getRequestURI(), answer.text());
                Problem.of(status).writeTo(response);
            }
        }
    }

    /**
     * The engine answers 500 to questions that cannot be answered: conditions that exclude each other, ids that do not exist.
     * A question changes nothing, so what it meets is a bad request, unless the database failed.
     */
    private static HttpStatus status(HttpServletRequest request, Answer answer) {
        HttpStatus status = HttpStatus.resolve(answer.getStatus());
        boolean unanswerable = answer.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                && QUESTION.matcher(request.getMethod() + " " + EngineRights.path(request.getRequestURI()))
                        .matches()
                && REFUSES.matcher(answer.text()).find();
        if (unanswerable) {
            return HttpStatus.BAD_REQUEST;
        }
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static void rethrow(Throwable failure) throws ServletException, IOException {
        if (failure instanceof ServletException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    /** Holds back what is written once the status says that the call has failed, {@code sendError} included. */
    private static final class Answer extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private Integer error;
        private PrintWriter writer;

        Answer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) {
            error = status;
        }

        @Override
        public void sendError(int status, String message) {
            error = status;
        }

        @Override
        public int getStatus() {
            return error == null ? super.getStatus() : error;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return failed() ? new Held(held) : super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (!failed()) {
                return super.getWriter();
            }
            if (writer == null) {
                writer = new PrintWriter(held, true, StandardCharsets.UTF_8);
            }
            return writer;
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!failed()) {
                super.flushBuffer();
            }
        }

        boolean failed() {
            return getStatus() >= HttpStatus.BAD_REQUEST.value();
        }

        String text() {
            if (writer != null) {
                writer.flush();
            }
            return held.toString(StandardCharsets.UTF_8);
        }

        boolean saysItInChinese() {
            return text().codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        }

        void release() throws IOException {
            text();
            getResponse().getOutputStream().write(held.toByteArray());
        }
    }

    private static final class Held extends ServletOutputStream {

        private final ByteArrayOutputStream held;

        Held(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("written at once");
        }
    }
}
