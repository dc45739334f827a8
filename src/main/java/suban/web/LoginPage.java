package suban.web;

import jakarta.servlet.http.HttpServletRequest;
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

    private final String template;

    private final Home home;

    private final Optional<SingleSignOn> signOn;

    LoginPage(Home home, Optional<SingleSignOn> signOn) {
        this.template = Html.template(signOn.isPresent() ? "sign-on.html" : "login.html");
        this.home = home;
        this.signOn = signOn;
    }

    @GetMapping("/")
    void home(Authentication user, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        WebSecurity.redirect(
                response, user == null ? home.ofStranger() : home.of(user, null).orElse("/login"));
    }

    @GetMapping("/login")
    ResponseEntity<String> login(
            @RequestParam(required = false) String error,
            CsrfToken csrf,
            Authentication user,
            HttpServletRequest request) {
        Optional<String> page = user == null ? Optional.empty() : home.of(user, null);
        Optional<String> elsewhere = page.or(() -> signOn.flatMap(provider -> provider.farewell(request)));
        if (elsewhere.isPresent()) {
            return ResponseEntity.status(HttpStatus.FOUND)
                    .location(URI.create(elsewhere.get()))
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        if (signOn.isPresent()) {
            return Html.answer(HttpStatus.OK, signOn(error));
        }
        String notice = error == null ? "" : Html.notice(message(error));
        return Html.answer(HttpStatus.OK, Html.withToken(template.replace("<!--error-->", notice), csrf));
    }

    /** The way to the provider, taken at once by whoever has not just come back from there. */
    private String signOn(String error) {
        String notice = "";
        if ("out".equals(error)) {
            notice = Html.success("您已退出登录。");
        } else if (error != null) {
            notice = Html.notice(SingleSignOn.message(error));
        }
        boolean refused = SingleSignOn.refused(error);
        return template.replace("<!--error-->", notice)
                .replace("{forward}", Boolean.toString(error == null))
                .replace("{address}", refused ? SingleSignOn.AS_SOMEBODY_ELSE : SingleSignOn.BEGIN)
                .replace("{words}", refused ? "换用其他账号登录" : "统一身份认证登录");
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
