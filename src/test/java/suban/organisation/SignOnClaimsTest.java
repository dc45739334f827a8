package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/** What of a provider's words means something here, and what an operator must have said before anything does. */
@DisplayName("统一身份认证平台所说的，哪些算数")
class SignOnClaimsTest {

    private final Organisation organisation = new Organisation(new ClassPathResource("organisation/units.yaml"));

    private static SignOnSettings settings(String groupsClaim, String prefix, Map<String, String> groups) {
        return new SignOnSettings(
                "https://id.example.cn",
                new SignOnSettings.Client("suban", "secret"),
                "",
                List.of("openid"),
                "preferred_username",
                groupsClaim,
                prefix,
                groups,
                false,
                Set.of("channel"),
                Map.of());
    }

    private SignOnClaims read(SignOnSettings settings, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("sub", "4711", "iat", Instant.ofEpochSecond(1_770_000_000)));
        all.putAll(claims);
        return SignOnClaims.of(all, settings, organisation);
    }

    @Test
    @DisplayName("带前缀的组去掉前缀，另名的组按对应表，其余不算；负责人也在其单位")
    void groups() {
        SignOnSettings settings = settings("groups", "/suban/", Map.of("/市直/督查室", "ducha"));
        assertThat(read(
                                settings,
                                Map.of(
                                        "groups",
                                        List.of(
                                                "/suban/jinghehead",
                                                "/市直/督查室",
                                                "keji",
                                                "/suban/nothing",
                                                "/suban/head")))
                        .groups())
                .containsExactly("jinghehead", "jinghe", "ducha");
        assertThat(read(settings, Map.of("groups", List.of("/suban/channel"))).groups())
                .as("a role of machines")
                .isEmpty();
        assertThat(read(settings, Map.of("groups", List.of())).groups()).isEmpty();
        assertThat(read(settings, Map.of()).groups()).as("says nothing").isNull();
    }

    @Test
    @DisplayName("组的声明可以是一个值，也可以在一层对象之内")
    void claims() {
        assertThat(read(settings("dept", "", Map.of()), Map.of("dept", "ysb")).groups())
                .containsExactly("ysb");
        assertThat(read(
                                settings("realm_access.roles", "", Map.of()),
                                Map.of("realm_access", Map.of("roles", List.of("supervisor", "offline_access"))))
                        .groups())
                .containsExactly("supervisor");
        assertThat(read(settings("a.b", "", Map.of()), Map.of("a", "text")).groups())
                .isNull();
    }

    @Test
    @DisplayName("姓在前；只有全名的用全名；控制字符去掉，过长截短")
    void names() {
        SignOnSettings settings = settings("groups", "", Map.of());
        SignOnClaims whole = read(settings, Map.of("name", " 王\u0000建国\n", "email", "wang@example.cn"));
        assertThat(whole.surname()).isEqualTo("王建国");
        assertThat(whole.email()).isEqualTo("wang@example.cn");
        SignOnClaims parts = read(settings, Map.of("name", "x", "family_name", "王", "given_name", "国".repeat(99)));
        assertThat(parts.surname()).isEqualTo("王");
        assertThat(parts.givenName()).hasSize(60);
        assertThat(parts.asOf()).isEqualTo(1_770_000_000);
    }

    @Test
    @DisplayName("同一平台的同一人是同一人，别的平台的不是")
    void subjects() {
        assertThat(SignOnClaims.subject("https://a", "1"))
                .isEqualTo(SignOnClaims.subject("https://a", "1"))
                .isNotEqualTo(SignOnClaims.subject("https://b", "1"))
                .isNotEqualTo(SignOnClaims.subject("https://a", "2"))
                .hasSize(64);
        assertThat(settings("groups", "", Map.of()).client()).asString().doesNotContain("secret");
    }

    @Test
    @DisplayName("接口的受众与客户端编号相同，身份令牌便能打开接口：拒绝启动")
    void identityTokensOpenNothing() {
        SignOnSettings settings = new SignOnSettings(
                "https://id.example.cn",
                new SignOnSettings.Client("suban", "secret"),
                "suban",
                List.of("openid"),
                "preferred_username",
                "groups",
                "",
                Map.of(),
                false,
                Set.of("channel"),
                Map.of());
        assertThatThrownBy(() -> new SignOnCheck(settings, organisation))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("suban.oidc.audience");
    }

    @Import({Organisation.class, SignOnCheck.class})
    @EnableConfigurationProperties(SignOnSettings.class)
    static class CheckOnly {}

    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', 未设置 SUBAN_OIDC_ISSUER",
        "https://id.example.cn, '', '', '', 未设置 SUBAN_OIDC_CLIENT_ID",
        "https://id.example.cn, suban, '', '', 未设置 SUBAN_OIDC_CLIENT_SECRET",
        "http://id.example.cn, suban, x, '', 必须以 https:// 开头",
        "http://localhost.example.cn, suban, x, '', 必须以 https:// 开头",
        "https://id.example.cn, suban, x, jingheX, 没有这个单位",
        "https://id.example.cn, suban, x, channel, 没有这个单位"
    })
    @ExtendWith(OutputCaptureExtension.class)
    @DisplayName("未配置或只配置了一半，拒绝启动并说明缺什么")
    void halfASetUpDoesNotStart(
            String issuer, String client, String secret, String group, String words, CapturedOutput output) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(CheckOnly.class)
                .web(WebApplicationType.NONE)
                .profiles("oidc");
        assertThatThrownBy(() -> application.run(
                        "--suban.oidc.issuer=" + issuer,
                        "--suban.oidc.client.id=" + client,
                        "--suban.oidc.client.secret=" + secret,
                        group.isEmpty() ? "--x=y" : "--suban.oidc.groups.theirs=" + group))
                .rootCause()
                .isInstanceOf(StartRefused.class);
        assertThat(output).contains("APPLICATION FAILED TO START", words).doesNotContain("\tat suban.");
    }
}
