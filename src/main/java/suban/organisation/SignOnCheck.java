package suban.organisation;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Refuses to start where single sign-on is asked for and not, or only half, set up. */
@Component
@Profile("oidc")
class SignOnCheck {

    SignOnCheck(SignOnSettings settings, Organisation organisation) {
        require(!settings.issuer().isBlank(), "未设置 SUBAN_OIDC_ISSUER（统一身份认证平台的地址）");
        require(!settings.client().id().isBlank(), "未设置 SUBAN_OIDC_CLIENT_ID（本系统在统一身份认证平台登记的客户端编号）");
        require(
                !settings.client().secret().isBlank(),
                "未设置 SUBAN_OIDC_CLIENT_SECRET（客户端密钥，也可放在文件 suban.oidc.client.secret 中）");
        require(
                settings.issuer().matches("https://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?"),
                "SUBAN_OIDC_ISSUER 必须以 https:// 开头（仅本机可用 http）");
        require(settings.scopes().contains("openid"), "suban.oidc.scopes 必须包含 openid");
        require(
                !settings.audience().equals(settings.client().id()),
                "suban.oidc.audience 不得与客户端编号（SUBAN_OIDC_CLIENT_ID）相同，否则只用来说明身份的令牌也能打开接口");
        settings.groups()
                .forEach((theirs, ours) -> require(
                        SignOnClaims.isForPeople(ours, organisation),
                        "suban.oidc.groups 将“" + theirs + "”对应到“" + ours + "”，但没有这个单位、负责人组或人员角色"));
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new StartRefused("单点登录（oidc）配置有误：" + otherwise);
        }
    }
}
