package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import suban.engine.Refusals;

/**
 * Turns a refusal from inside the engine into 400 in Chinese: its REST layer makes every unknown exception a 500 with an
 * English prefix. The answer is held back until it is known whether the call was refused. What else the engine says to
 * people in English becomes the Chinese sentence for its status; the log keeps the original.
 */
class RefusalFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // long polling answers later and on another thread
        return READING.contains(request.getMethod()) || request.getRequestURI().endsWith("/fetchAndLock");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HeldAnswer held = new HeldAnswer(response);
        Refusals.take();
        Throwable failure = null;
        try {
            chain.doFilter(request, held);
        } catch (ServletException | IOException | RuntimeException e) {
            failure = e;
        }
        Optional<RuntimeException> refusal = Refusals.take();
        if (refusal.isPresent() && (failure != null || held.failed())) {
            held.resetBuffer();
            Problem.of(refusal.get()).writeTo(response);
        } else if (failure == null && held.failed() && isForPeople(request) && !saysItInChinese(held)) {
            held.resetBuffer();
            Problem.of(Objects.requireNonNullElse(
                            HttpStatus.resolve(held.getStatus()), HttpStatus.INTERNAL_SERVER_ERROR))
                    .writeTo(response);
        } else if (failure == null) {
            held.release();
        } else {
            rethrow(failure);
        }
    }

    /** The web applications show to people whatever message an answer has; tools read the engine's own. */
    private static boolean isForPeople(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/camunda/api/");
    }

    private static boolean saysItInChinese(HeldAnswer answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8)
                .codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
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

    /** Also holds back {@code sendError}, which would commit the answer. */
    private static final class HeldAnswer extends ContentCachingResponseWrapper {

        private Integer error;
        private String reason;

        HeldAnswer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) {
            sendError(status, null);
        }

        @Override
        public void sendError(int status, String message) {
            error = status;
            reason = message;
        }

        @Override
        public int getStatus() {
            return error == null ? super.getStatus() : error;
        }

        boolean failed() {
            return getStatus() >= 400;
        }

        void release() throws IOException {
            if (error == null) {
                copyBodyToResponse();
            } else {
                ((HttpServletResponse) getResponse()).sendError(error, reason);
            }
        }
    }
}
