package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives what is logged during a request the request's id, and the number of the complaint it is about where the path names one. Who asks
 * and what they send stays out of logs: the timeline and the log of accesses know that.
 */
class LogContext extends OncePerRequestFilter {

    static final String HEADER = "X-Request-ID";
    static final String REQUEST = "request";
    static final String COMPLAINT = "complaint";

    /** What the proxy makes up; anything else is not written into logs. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{8,64}");

    private static final Pattern NUMBER = Pattern.compile("/(XX[0-9]{8}-[0-9]{4,9})(?=[/?]|$)");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        Matcher number = NUMBER.matcher(request.getRequestURI());
        try {
            MDC.put(REQUEST, id);
            if (number.find()) {
                MDC.put(COMPLAINT, number.group(1));
            }
            chain.doFilter(request, response);
        } finally {
            MDC.remove(REQUEST);
            MDC.remove(COMPLAINT);
        }
    }
}
