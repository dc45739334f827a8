package suban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one log-in page, and where a person without a wish goes. */
@Controller
class LoginPage {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final String template = read();

    private final Home home;

    LoginPage(Home home) {
        this.home = home;
    }

    @GetMapping("/")
    void home(Authentication user, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        WebSecurity.redirect(
                response, user == null ? home.ofStranger() : home.of(user, null).orElse("/login"));
    }

    @GetMapping("/login")
    ResponseEntity<String> login(@RequestParam(required = false) String error, CsrfToken csrf, Authentication user) {
        Optional<String> page = user == null ? Optional.empty() : home.of(user, null);
        if (page.isPresent()) {
            return ResponseEntity.status(HttpStatus.FOUND)
                    .location(URI.create(page.get()))
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        String body = template.replace("<!--error-->", error == null ? "" : notice(message(error)))
                .replace("{csrfName}", csrf.getParameterName())
                .replace("{csrfToken}", csrf.getToken());
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(body);
    }

    private static String message(String error) {
        return switch (error) {
            case "throttled" -> "尝试次数过多，请稍后再试。";
            case "expired" -> "页面已过期，请重新登录。";
            case "nothing" -> "该账号没有可用的页面，请联系管理员。";
            default -> "用户名或密码错误。";
        };
    }

    private static String notice(String message) {
        return "<p class=\"notice\" role=\"alert\" id=\"notice\">" + message + "</p>";
    }

    private static String read() {
        try {
            return new ClassPathResource("suban/web/login.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
