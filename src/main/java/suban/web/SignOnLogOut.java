package suban.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The provider's word that a log-in has ended there (OpenID Connect Back-Channel Logout): it ends the sessions that came from it,
 * on every node, with their next request.
 */
@RestController
@Profile("oidc")
class SignOnLogOut {

    private static final Logger LOG = LoggerFactory.getLogger(SignOnLogOut.class);

    private final SingleSignOn signOn;
    private final Provider provider;

    SignOnLogOut(SingleSignOn signOn, Provider provider) {
        this.signOn = signOn;
        this.provider = provider;
    }

    @PostMapping(SingleSignOn.LOGGED_OUT)
    ResponseEntity<Problem> loggedOut(@RequestParam("logout_token") String token) {
        try {
            signOn.loggedOut(provider.logOutTokens().decode(token));
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
        } catch (BadJwtException e) {
            LOG.warn("log-out token refused: {}", e.getMessage());
            return Problem.of(HttpStatus.BAD_REQUEST, "退出令牌无效。").response();
        }
    }
}
