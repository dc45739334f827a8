package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths that escape what needs no escape (letters, digits, {@code - . / _ ~}). The container decodes them before it
 * chooses a servlet, while the web applications' security filter compares them as sent and grants what it does not recognise.
 */
class PlainPaths extends OncePerRequestFilter {

    private static final Pattern DISGUISED =
            Pattern.compile("%(2[DEF]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (DISGUISED.matcher(request.getRequestURI()).find()) {
            Problem.of(HttpStatus.BAD_REQUEST, "网址格式不正确。").writeTo(response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
