package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site makes a browser send here. Sessions have tokens against that as well; the browser's
 * remembered Basic password, with which it would call the APIs, has nothing else. Programs send neither header.
 */
class CrossSite extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeign(request)) {
            Problem.of(HttpStatus.FORBIDDEN, "不接受来自其他网站的请求。").writeTo(response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A browser says it itself where the connection is safe; without that, the origin is compared with our address. */
    private static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OURS.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isOwnAddress(origin, request);
    }

    private static boolean isOwnAddress(String origin, HttpServletRequest request) {
        try {
            URI uri = URI.create(origin);
            return request.getScheme().equalsIgnoreCase(uri.getScheme())
                    && request.getServerName().equalsIgnoreCase(uri.getHost())
                    && request.getServerPort() == port(uri);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
