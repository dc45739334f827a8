package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.location;

import java.net.URI;
import java.net.http.HttpResponse;

/** A browser with which somebody goes to the application, is sent to the provider, and comes back. */
final class SignOnVisitor {

    final Visitor application;
    private final Visitor provider;
    private final String issuer;
    private final String home;

    SignOnVisitor(int port, TestProvider provider) {
        this.issuer = provider.issuer();
        this.home = "http://localhost:" + port;
        this.application = new Visitor(home);
        this.provider = new Visitor(issuer);
    }

    /** The whole way, from the button on; what the application says to the provider's answer. */
    HttpResponse<String> logIn(String user) {
        return comeBack(goTo(user));
    }

    /** Begins at the application and logs in at the provider, unless one is logged in there. */
    String goTo(String user) {
        return goTo(location(application.get(SingleSignOn.BEGIN)), user);
    }

    /** Where the provider sends one back to, from where the application has sent one to. */
    String goTo(String asked, String user) {
        HttpResponse<String> answer = atProvider(asked);
        if (location(answer).endsWith("/login")) {
            answer = provider.submit("/login", "/login", "username", user, "password", TestProvider.PASSWORD);
            if (location(answer).contains("/oauth2/authorize")) {
                answer = atProvider(location(answer));
            }
        }
        return location(answer);
    }

    HttpResponse<String> atProvider(String address) {
        assertThat(address).startsWith(issuer);
        return provider.get(address.substring(issuer.length()));
    }

    HttpResponse<String> comeBack(String address) {
        assertThat(address).startsWith(home + "/login");
        return application.get(address.substring(home.length()));
    }

    /** Whether the provider asks for the password. */
    boolean isStrangerToProvider() {
        return URI.create(location(atProvider(location(application.get(SingleSignOn.BEGIN)))))
                .getPath()
                .equals("/login");
    }
}
