package suban.organisation;

import java.io.Serial;

/** Somebody the provider vouches for who may not come in all the same; the message is Chinese and for that person. */
public class SignOnRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why, and what the person is told. */
    public enum Reason {
        /** The provider names nobody, or in a way that is no name of an account here. */
        NO_NAME("统一身份认证平台没有提供可用的用户名（限英文字母、数字及“.”“_”“-”，最长64位），请联系系统管理员。"),
        /** No group that means anything here. */
        NO_GROUP("您的账号未被归入本系统的任何单位或角色，不能进入。请联系本单位负责人或系统管理员。"),
        /** A token that says nothing of groups, which is not to say that there are none: the provider is set up wrongly. */
        SILENT("统一身份认证平台没有提供您所属的单位和角色，请联系系统管理员。"),
        /** An administrator's group beside others. */
        MIXED("系统管理员账号不能同时属于单位或其他角色，请联系系统管理员分设账号。"),
        /** An administrator no more, and there is no other. */
        LAST_ADMINISTRATOR("统一身份认证平台已取消您的系统管理员身份，但本系统没有其他系统管理员。请先由另一名系统管理员登录一次。"),
        /** The account of this name is somebody else's at the provider. */
        TAKEN("您的用户名在本系统已属于另一人，请联系系统管理员。"),
        /** There is an account of this name that is not to be taken over. */
        LOCAL("您的用户名与本系统已有的账号重名，请联系系统管理员。");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        /** What the person is told. */
        public String message() {
            return message;
        }
    }

    private final Reason reason;

    SignOnRefused(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
