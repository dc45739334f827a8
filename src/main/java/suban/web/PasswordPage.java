package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where people change their own password and end their log-ins on other devices. The engine would let them do so only with the
 * right to change their whole account, which they do not have. With single sign-on the password is the provider's, and only the
 * log-ins are left.
 */
@Controller
class PasswordPage {

    private final String template;

    private final IdentityService identities;
    private final EnginePasswords passwords;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Optional<SingleSignOn> signOn;

    PasswordPage(
            ProcessEngine engine,
            EnginePasswords passwords,
            Accounts accounts,
            Sessions sessions,
            Optional<SingleSignOn> signOn) {
        this.template = Html.template(signOn.isPresent() ? "devices.html" : "password.html");
        this.signOn = signOn;
        this.identities = engine.getIdentityService();
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @GetMapping("/password")
    ResponseEntity<String> show(
            @RequestParam(required = false) String changed,
            @RequestParam(required = false) String error,
            Authentication user,
            CsrfToken csrf) {
        String notice = "";
        if (error != null) {
            notice = Html.notice("页面已过期，请重新填写。");
        } else if (changed != null) {
            notice = Html.success("密码已修改。其他设备上的登录已全部退出。");
        }
        return page(HttpStatus.OK, notice, user, csrf);
    }

    @PostMapping("/password")
    ResponseEntity<String> change(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String again,
            Authentication user,
            CsrfToken csrf,
            HttpServletRequest request) {
        if (signOn.isPresent()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<String> faults = faults(user.getName(), request.getRemoteAddr(), current, wanted, again);
        if (!faults.isEmpty()) {
            return page(HttpStatus.BAD_REQUEST, Html.notice(faults.toArray(String[]::new)), user, csrf);
        }
        User account = identities.createUserQuery().userId(user.getName()).singleResult();
        account.setPassword(wanted);
        identities.saveUser(account);
        // the other sessions of this person end by the change itself; this one goes on, under another id
        sessions.renew(request.getSession());
        request.changeSessionId();
        return goTo("/password?changed");
    }

    /** Ends all sessions of this person, this one as well. */
    @PostMapping("/password/sessions")
    ResponseEntity<String> endSessions(Authentication user, HttpServletRequest request) {
        accounts.endSessions(user.getName());
        request.getSession().invalidate();
        signOn.ifPresent(provider -> provider.leave(user, request));
        return goTo("/login?error=everywhere");
    }

    /** What is wrong, in the order of the fields; the current password is asked first, or others could try passwords here. */
    private List<String> faults(String userId, String address, String current, String wanted, String again) {
        try {
            passwords.check(userId, current, address);
        } catch (LockedException e) {
            return List.of("尝试次数过多，请稍后再试。");
        } catch (BadCredentialsException e) {
            return List.of("当前密码不正确。");
        }
        if (!wanted.equals(again)) {
            return List.of("两次输入的新密码不一致。");
        }
        if (wanted.equals(current)) {
            return List.of("新密码不能与当前密码相同。");
        }
        if (wanted.length() > EnginePasswords.LONGEST_PASSWORD) {
            return List.of("新密码不能超过" + EnginePasswords.LONGEST_PASSWORD + "个字符。");
        }
        return violations(userId, wanted);
    }

    private List<String> violations(String userId, String wanted) {
        PasswordPolicy policy = identities.getPasswordPolicy();
        User account = identities.createUserQuery().userId(userId).singleResult();
        if (policy == null) {
            return List.of();
        }
        return identities.checkPasswordAgainstPolicy(policy, wanted, account).getViolatedRules().stream()
                .map(PasswordPage::say)
                .toList();
    }

    private static String say(PasswordPolicyRule rule) {
        Map<String, String> numbers = rule.getParameters() == null ? Map.of() : rule.getParameters();
        return switch (rule.getPlaceholder()) {
            case "PASSWORD_POLICY_LENGTH" -> "新密码至少" + numbers.get("minLength") + "个字符。";
            case "PASSWORD_POLICY_UPPERCASE" -> "新密码至少含" + numbers.get("minUpperCase") + "个大写字母。";
            case "PASSWORD_POLICY_LOWERCASE" -> "新密码至少含" + numbers.get("minLowerCase") + "个小写字母。";
            case "PASSWORD_POLICY_DIGIT" -> "新密码至少含" + numbers.get("minDigit") + "个数字。";
            case "PASSWORD_POLICY_SPECIAL" -> "新密码至少含" + numbers.get("minSpecial") + "个特殊字符。";
            case "PASSWORD_POLICY_USER_DATA" -> "新密码不能包含用户名、姓名或邮箱。";
            default -> "新密码不符合要求。";
        };
    }

    private ResponseEntity<String> page(HttpStatus status, String notice, Authentication user, CsrfToken csrf) {
        String page = template.replace("<!--notice-->", notice).replace("{user}", Html.escape(user.getName()));
        return Html.answer(status, Html.withToken(page, csrf));
    }

    private static ResponseEntity<String> goTo(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
