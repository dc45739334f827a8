package suban.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** Our own few pages: templates in {@code suban/web} with places to fill. */
final class Html {

    private Html() {}

    static String template(String name) {
        try {
            return new ClassPathResource("suban/web/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String withToken(String page, CsrfToken csrf) {
        return page.replace("{csrfName}", csrf.getParameterName()).replace("{csrfToken}", csrf.getToken());
    }

    static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /** What went wrong, each in one line; text, not markup. */
    static String notice(String... lines) {
        return lines.length == 0 ? "" : "<p class=\"notice\" role=\"alert\" id=\"notice\">" + lines(lines) + "</p>";
    }

    /** What went well. */
    static String success(String text) {
        return "<p class=\"notice success\" role=\"status\" id=\"notice\">" + lines(text) + "</p>";
    }

    private static String lines(String... lines) {
        return String.join("<br>", Arrays.stream(lines).map(Html::escape).toList());
    }

    /** Never kept by a browser. */
    static ResponseEntity<String> answer(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(page);
    }
}
