package suban.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands messages to the mail server, where one is configured ({@code spring.mail.host} and {@code suban.notice.mail.from}). */
@Component
class MailGate {

    private static final Logger LOG = LoggerFactory.getLogger(MailGate.class);

    /** One plain address: no list, no display name, nothing that could begin a new header. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;:<>()\\[\\]\"\\\\]{1,64}@[\\p{Alnum}.-]{1,250}");

    private final ObjectProvider<JavaMailSender> senders;
    private final NoticeSettings.Mail settings;

    MailGate(ObjectProvider<JavaMailSender> senders, NoticeSettings settings) {
        this.senders = senders;
        this.settings = settings.mail();
    }

    boolean isOpen() {
        return settings.from() != null && !settings.from().isBlank() && senders.getIfAvailable() != null;
    }

    /** Whether mail can be addressed to this text at all; false for null. */
    static boolean isAddress(String text) {
        if (text == null || !ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            new InternetAddress(text, true).validate();
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    SendResult send(Message message, Date at) {
        JavaMailSender sender = senders.getObject();
        MimeMessage mail = sender.createMimeMessage();
        try {
            MimeMessageHelper helper = new MimeMessageHelper(mail, false, StandardCharsets.UTF_8.name());
            helper.setFrom(settings.from(), settings.name());
            helper.setTo(message.address());
            helper.setSubject(oneLine(message.subject()));
            helper.setText(message.text());
            helper.setSentDate(at);
            mail.setHeader("Message-ID", "<" + message.id() + "@" + domain() + ">");
            // no answer by a holiday's automaton
            mail.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException | UnsupportedEncodingException e) {
            return SendResult.refused("邮箱地址无效");
        }
        try {
            sender.send(mail);
            return SendResult.ACCEPTED;
        } catch (MailException e) {
            SendResult result = read(e);
            if (result.kind() != SendResult.Kind.ACCEPTED) {
                // the exception's own words name addresses
                LOG.warn("{} not mailed: {}, {}", message, result.kind(), result.reason());
            }
            return result;
        }
    }

    private String domain() {
        return settings.from().substring(settings.from().lastIndexOf('@') + 1);
    }

    /** A title with a line break must not begin a header of its own. */
    static String oneLine(String subject) {
        return subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static SendResult read(MailException failure) {
        if (failure instanceof MailAuthenticationException) {
            return SendResult.down("邮件服务器拒绝登录");
        }
        if (failure instanceof MailSendException sending && sending.getCause() != null) {
            Exception[] ofMessages = sending.getMessageExceptions();
            if (ofMessages.length == 0) {
                return SendResult.ACCEPTED; // taken; only the good-bye failed
            }
            if (ofMessages[0] == sending.getCause()) {
                return SendResult.down("邮件服务器无法连接");
            }
        }
        int code = code(failure);
        if (code >= 500) {
            return SendResult.refused("邮件服务器拒收（" + code + "）");
        }
        if (code >= 400) {
            return SendResult.later("邮件服务器暂不接收（" + code + "）");
        }
        return SendResult.unknown("邮件发送中断，是否送达不明");
    }

    /** What the server answered; -1 where it did not. */
    private static int code(MailException failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        if (failure instanceof MailSendException sending) {
            for (Exception each : sending.getMessageExceptions()) {
                open.add(each);
            }
        }
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int found = -1;
        while (!open.isEmpty()) {
            Throwable one = open.poll();
            if (!seen.add(one)) {
                continue;
            }
            if (one instanceof SMTPAddressFailedException address) {
                return address.getReturnCode(); // the recipient's own, behind a general one
            }
            if (one instanceof SMTPSendFailedException sending) {
                found = Math.max(found, sending.getReturnCode());
            } else if (one instanceof SMTPSenderFailedException sender) {
                found = Math.max(found, sender.getReturnCode());
            }
            if (one.getCause() != null) {
                open.add(one.getCause());
            }
            if (one instanceof MessagingException chained && chained.getNextException() != null) {
                open.add(chained.getNextException());
            }
        }
        return found;
    }
}
