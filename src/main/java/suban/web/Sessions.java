package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * How long a log-in lasts: until its person has done nothing for {@code suban.session.idle}, {@code suban.session.longest} has
 * passed since it began, or the account is no longer what it was at the log-in (see {@link Accounts}). Pages ask the server by themselves all the time, so a request alone is no sign of a
 * person: only the log-in, a page that is opened, and what the pages' script reports of keyboard and mouse are.
 */
@Component
class Sessions implements SessionAuthenticationStrategy {

    private static final String LOG_IN = Sessions.class.getName();

    /** The container drops a session that nobody asks for; not before we do. */
    private static final Duration CONTAINERS_DELAY = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final RunningTime time;
    private final Duration idle;
    private final Duration warning;
    private final Duration longest;
    private final Optional<SingleSignOn> signOn;

    private record LogIn(String user, String stamp, String providerSession, Duration began, Duration lastActivity) {

        LogIn with(String newStamp, Duration active) {
            return new LogIn(user, newStamp, providerSession, began, active);
        }
    }

    /**
     * Where a session stands, all in whole seconds since the last activity.
     *
     * @param user id of the person
     * @param idleFor time passed
     * @param warnAfter when the page shall warn
     * @param endsAfter when the session ends
     * @param signOn whether the log-in is a provider's, who has the password
     */
    record Standing(String user, long idleFor, long warnAfter, long endsAfter, boolean signOn) {}

    Sessions(
            Accounts accounts,
            RunningTime time,
            @Value("${suban.session.idle:30m}") Duration idle,
            @Value("${suban.session.warning:5m}") Duration warning,
            @Value("${suban.session.longest:0}") Duration longest,
            Optional<SingleSignOn> signOn) {
        if (idle.toSeconds() < 1 || warning.isNegative() || warning.compareTo(idle) >= 0) {
            throw new IllegalArgumentException("suban.session.warning (" + warning
                    + ") is how long before the end of suban.session.idle (" + idle + ") a page warns");
        }
        this.accounts = accounts;
        this.time = time;
        this.idle = idle;
        this.warning = warning;
        this.longest = longest;
        this.signOn = signOn;
    }

    /** Spring Security's hook for a log-in that has just succeeded. */
    @Override
    public void onAuthentication(Authentication user, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval((int) idle.plus(CONTAINERS_DELAY).toSeconds());
        session.setAttribute(
                LOG_IN,
                new LogIn(
                        user.getName(),
                        stamp(user.getName()),
                        signOn.isPresent() ? SingleSignOn.providerSession(user) : null,
                        time.read(),
                        time.read()));
    }

    /** Takes the account as it is now for what it was at the log-in: for the session in which its password was changed. */
    void renew(HttpSession session) {
        LogIn logIn = logIn(session);
        session.setAttribute(LOG_IN, logIn.with(stamp(logIn.user), time.read()));
    }

    private String stamp(String user) {
        return accounts.stamp(user).orElse("");
    }

    /** Whether this session had a log-in that holds no more. */
    boolean hasEnded(HttpSession session) {
        LogIn logIn = logIn(session);
        return logIn != null
                && (idleFor(logIn).compareTo(idle) >= 0
                        || !longest.isZero() && time.read().minus(logIn.began).compareTo(longest) >= 0
                        || logIn.providerSession != null && signOn.get().hasEnded(logIn.providerSession)
                        || !accounts.stamp(logIn.user)
                                .filter(logIn.stamp::equals)
                                .isPresent());
    }

    /** Its person is there. */
    void touch(HttpSession session) {
        LogIn logIn = logIn(session);
        if (logIn != null) {
            session.setAttribute(LOG_IN, logIn.with(logIn.stamp, time.read()));
        }
    }

    /** Of a session with a log-in. */
    Standing standing(HttpSession session) {
        LogIn logIn = logIn(session);
        return new Standing(
                logIn.user,
                idleFor(logIn).toSeconds(),
                idle.minus(warning).toSeconds(),
                idle.toSeconds(),
                signOn.isPresent());
    }

    private Duration idleFor(LogIn logIn) {
        return time.read().minus(logIn.lastActivity);
    }

    private static LogIn logIn(HttpSession session) {
        return (LogIn) session.getAttribute(LOG_IN);
    }
}
