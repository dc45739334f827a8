package suban.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies with a key ending in {@code Expression} on the engine's APIs: the engine would evaluate the value as code
 * (CVE-2026-109432). Fails closed: what is not JSON for us is not passed on to be JSON for the engine. Filters that need an
 * expression are made by our own seeding, which does not come this way.
 */
class ExpressionFilter extends OncePerRequestFilter {

    /** Bytes; far above any form, far below what would hurt the node. */
    static final int LIMIT = 10 * 1024 * 1024;

    /** Bytes of a question; the longest list of ids that a page asks for is far shorter. */
    static final int QUESTION_LIMIT = 64 * 1024;

    /** Entries of a list, keys of an object. */
    private static final int LONGEST_LIST = 500;

    private static final Pattern SUBMISSION = Pattern.compile(".+/(complete|submit-form)/?|/camunda/api/suban/.+");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern COCKPIT = Pattern.compile("/camunda/api/cockpit/plugin/base/.+");
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return WITHOUT_BODY.contains(request.getMethod()) || isForm(request.getContentType());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int limit = isSubmission(request) ? LIMIT : QUESTION_LIMIT;
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            Problem.of(HttpStatus.PAYLOAD_TOO_LARGE).writeTo(response);
            return;
        }
        if (body.length == 0 && COCKPIT.matcher(request.getRequestURI()).matches()) {
            // Cockpit's own resources fail on a query that is not there
            body = "{}".getBytes(StandardCharsets.UTF_8);
        }
        try {
            if (isUnreadable(request, body)) {
                Problem.of(HttpStatus.BAD_REQUEST, "提交的内容应为一个 JSON 对象，其中的列表最多" + LONGEST_LIST + "项。")
                        .writeTo(response);
                return;
            }
            String key = expressionKey(body);
            if (key != null) {
                Problem.of(HttpStatus.BAD_REQUEST, key, "出于安全考虑，不接受表达式条件“" + key + "”。")
                        .writeTo(response);
                return;
            }
        } catch (JsonProcessingException e) {
            Problem.of(HttpStatus.BAD_REQUEST, "提交的内容不是有效的 JSON。").writeTo(response);
            return;
        }
        chain.doFilter(new ReadAgain(request, body), response);
    }

    /** A form's texts may be long, and what stands in it the guards behind check; a question is short. */
    private static boolean isSubmission(HttpServletRequest request) {
        return SUBMISSION.matcher(request.getRequestURI()).matches();
    }

    /** Whether the engine would fail on it: no object at all, or a question with so many conditions that the database gives up. */
    private static boolean isUnreadable(HttpServletRequest request, byte[] body) throws IOException {
        boolean submission = isSubmission(request);
        Deque<AtomicInteger> open = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            for (JsonToken token = first; token != null; token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    open.pop();
                } else if (token != JsonToken.FIELD_NAME) {
                    boolean tooMany = !open.isEmpty() && open.peek().incrementAndGet() > LONGEST_LIST;
                    if (tooMany && !submission) {
                        return true;
                    }
                    if (token.isStructStart()) {
                        open.push(new AtomicInteger());
                    }
                }
            }
            return first != null && first != JsonToken.START_OBJECT && !submission;
        }
    }

    /** Neither kind is read as a query by the engine; uploads may be large. */
    private static boolean isForm(String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded");
    }

    private static String expressionKey(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().endsWith("Expression")) {
                    return parser.currentName();
                }
            }
            return null;
        }
    }

    private static final class ReadAgain extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadAgain(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("read at once");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
