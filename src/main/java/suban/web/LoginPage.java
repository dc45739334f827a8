package suban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one log-in page, and where a person without a wish goes. */
@Controller
class LoginPage {

    private final String template = Html.template("login.html");

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
        String notice = error == null ? "" : Html.notice(message(error));
        return Html.answer(HttpStatus.OK, Html.withToken(template.replace("<!--error-->", notice), csrf));
    }

    private static String message(String error) {
        return switch (error) {
            case "throttled" -> "尝试次数过多，请稍后再试。";
            case "expired" -> "页面已过期，请重新登录。";
            case "everywhere" -> "已退出所有设备，请重新登录。";
            case "nothing" -> "该账号没有可用的页面，请联系管理员。";
            default -> "用户名或密码错误。";
        };
    }
}
