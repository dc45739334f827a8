package suban.notice;

import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** Puts notices that go together into the words of one message. */
@Component
class Envelope {

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Envelope() {
        texts.setBasename("messages/notices");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
    }

    /** One notice's words. */
    record Words(String subject, String body) {}

    /** Subject and text of a mail to the enterprise. */
    Words toEnterprise(String number, List<Words> notices, String office) {
        String subject = notices.size() == 1 ? notices.get(0).subject() : text("mail.several", number, notices.size());
        return new Words(subject, joined(notices) + "\n\n" + text("mail.toEnterprise", office));
    }

    /** Subject and text of a mail to a unit. */
    Words toUnit(List<Words> notices) {
        if (notices.size() == 1) {
            return new Words(notices.get(0).subject(), notices.get(0).body() + "\n\n" + text("mail.toUnit"));
        }
        StringBuilder body = new StringBuilder();
        for (int no = 0; no < notices.size(); no++) {
            Words one = notices.get(no);
            body.append(no + 1)
                    .append(". ")
                    .append(one.subject())
                    .append("\n   ")
                    .append(one.body())
                    .append("\n\n");
        }
        return new Words(text("mail.digest", notices.size(), notices.get(0).subject()), body + text("mail.toUnit"));
    }

    /** A text message to the enterprise. */
    String shortToEnterprise(List<Words> notices) {
        return joined(notices).replaceAll("\\s*\\n\\s*", " ");
    }

    /** A text message to a unit: the list itself is in Tasklist. */
    String shortToUnit(List<Words> notices) {
        return notices.size() == 1
                ? text("sms.toUnit", notices.get(0).subject())
                : text("sms.digest", notices.size(), notices.get(0).subject());
    }

    private static String joined(List<Words> notices) {
        return String.join("\n\n", notices.stream().map(Words::body).toList());
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, Locale.CHINA);
    }
}
