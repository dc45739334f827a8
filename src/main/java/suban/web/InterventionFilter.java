package suban.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import suban.engine.FormValues;

/**
 * An administrator's intervention in a case needs a reason and enters the case's timeline, in the transaction of the act
 * itself. The reason comes in the header {@value #REASON}, percent-encoded UTF-8; the pages' script asks for it.
 */
class InterventionFilter extends OncePerRequestFilter {

    /** Header with the reason, 4 to 500 characters. */
    static final String REASON = "Suban-Reason";

    /** Request attribute the gate sets for an intervention: the engine's path. */
    static final String PATH = InterventionFilter.class.getName() + ".path";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORTEST = 4;
    private static final int LONGEST = 500;
    private static final Pattern WHAT = Pattern.compile("/(?<kind>task|job)/(?<id>[^/]+)/(?<act>\\w+)");

    private final Interventions interventions;
    private final TransactionTemplate transaction;

    InterventionFilter(Interventions interventions, TransactionTemplate transaction) {
        this.interventions = interventions;
        this.transaction = transaction;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getAttribute(PATH) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String reason = reason(request);
        // blanks and signs alone say nothing
        long said = reason.codePoints().filter(Character::isLetterOrDigit).count();
        if (said < SHORTEST || reason.codePointCount(0, reason.length()) > LONGEST || !FormValues.isStorable(reason)) {
            Problem.of(HttpStatus.BAD_REQUEST, "reason", "干预理由：管理员干预在办案件必须写明理由（%d至%d个字）".formatted(SHORTEST, LONGEST))
                    .writeTo(response);
            return;
        }
        Matcher what = WHAT.matcher((String) request.getAttribute(PATH));
        if (!what.matches()) {
            throw new IllegalStateException("no intervention: " + request.getAttribute(PATH));
        }
        if (!isPlain(what.group("act"), request)) {
            Problem.of(HttpStatus.FORBIDDEN, "干预不能改变期限，只能重试失败的步骤（1至10次）、执行已到期的步骤或调整办理人。")
                    .writeTo(response);
            return;
        }
        if ("execute".equals(what.group("act")) && interventions.isBeforeItsTime(what.group("id"))) {
            Problem.of(HttpStatus.CONFLICT, "该步骤尚未到期，不能提前执行。").writeTo(response);
            return;
        }
        // held back until the transaction is through
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        String user = SecurityContextHolder.getContext().getAuthentication().getName();
        try {
            transaction.executeWithoutResult(status -> {
                // asked before the act, after which the job may be gone
                String number = interventions.caseOf(what.group("kind"), what.group("id"));
                boolean discreet = interventions.isAccountability(what.group("kind"), what.group("id"));
                pass(request, held, chain);
                if (held.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
                    status.setRollbackOnly();
                } else {
                    interventions.record(number, user, what.group("act"), reason, discreet);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        held.copyBodyToResponse();
    }

    /** The engine would take a new due date along with the retries; only named acts move one (design, section 5). */
    private static boolean isPlain(String act, HttpServletRequest request) throws IOException {
        JsonNode body = JSON.readTree(request.getInputStream());
        Set<String> keys = new HashSet<>();
        body.fieldNames().forEachRemaining(keys::add);
        return switch (act) {
            case "retries" -> keys.equals(Set.of("retries")) && isCount(body.get("retries"));
            case "assignee" -> keys.equals(Set.of("userId"));
            default -> keys.isEmpty();
        };
    }

    private static boolean isCount(JsonNode retries) {
        return retries.isInt() && retries.intValue() >= 1 && retries.intValue() <= 10;
    }

    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(HttpServletRequest request) {
        String sent = request.getHeader(REASON);
        if (sent == null) {
            return "";
        }
        try {
            return URLDecoder.decode(sent, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
