package suban.process;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import suban.notice.NoticeDelivery;

/** Stories about what goes out: a real mail server and a real gateway for text messages listen beside the application. */
abstract class NoticeStory extends SubanTest {

    static final String ENTERPRISE_MAIL = "wang@example.cn";
    static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    static final SmtpServer MOODY = new SmtpServer();
    static final HttpServer GATEWAY = gateway();

    /** What came to the gateway, and what it answers next: status and body; at the end 200 and success. */
    static final List<String> TEXTS = new CopyOnWriteArrayList<>();

    static final Deque<Answer> ANSWERS = new ArrayDeque<>();

    record Answer(int status, String body, long afterMillis) {}

    @Autowired
    NoticeDelivery delivery;

    @Autowired
    JavaMailSenderImpl sender;

    private static HttpServer gateway() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "gateway");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/send", exchange -> {
                TEXTS.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                Answer answer;
                synchronized (ANSWERS) {
                    answer = ANSWERS.isEmpty() ? new Answer(200, "{\"code\":0}", 0) : ANSWERS.poll();
                }
                try {
                    Thread.sleep(answer.afterMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) throws IOException {
        if (!MAIL.isRunning()) {
            MAIL.start();
        }
        String units = Files.readString(Path.of("src/main/resources/organisation/units.yaml"))
                .replace("name: 泾河新城, kind: NEW_CITY", "name: 泾河新城, kind: NEW_CITY, email: jinghe@example.cn")
                .replace("kind: OFFICE, code: 西咸营商", "kind: OFFICE, code: 西咸营商, email: ysb@example.cn")
                .replace("kind: DEPARTMENT, code: 西咸住建", "kind: DEPARTMENT, code: 西咸住建, mobile: '13900000001'");
        Path file = Files.createTempFile("units", ".yaml");
        file.toFile().deleteOnExit();
        Files.writeString(file, units);
        properties.add("suban.organisation.units", () -> file.toUri().toString());
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
        properties.add("spring.mail.properties.mail.smtp.timeout", () -> "2000");
        properties.add("suban.notice.demo", () -> "false");
        properties.add("suban.notice.mail.from", () -> "suban@example.gov.cn");
        properties.add(
                "suban.notice.sms.url",
                () -> "http://127.0.0.1:" + GATEWAY.getAddress().getPort() + "/send");
        properties.add("suban.notice.sms.headers.Authorization", () -> "Bearer {secret}");
        properties.add("suban.notice.sms.secret", () -> "geheim-1");
        properties.add("suban.notice.sms.success-pointer", () -> "/code");
        properties.add("suban.notice.sms.refused-values", () -> "4001");
        properties.add("suban.notice.sms.read-timeout", () -> "4s");
        properties.add("suban.notice.sms.longest", () -> "300");
    }

    @BeforeEach
    void nothingIsOnItsWay() throws Exception {
        jdbc.update("update notice set state = 'OUTDATED' where state in ('WAITING', 'SENDING', 'CALLING')");
        jdbc.update("update notice set sent_at = null");
        jdbc.update("update phone_notice set ended_at = opened_at, outcome = 'LAPSED' where ended_at is null");
        MAIL.purgeEmailFromAllMailboxes();
        MOODY.taken().clear();
        MOODY.is(SmtpServer.Mood.TAKES);
        TEXTS.clear();
        synchronized (ANSWERS) {
            ANSWERS.clear();
        }
        sender.setPort(MAIL.getSmtp().getPort());
    }

    static void gatewayAnswers(Answer... answers) {
        synchronized (ANSWERS) {
            ANSWERS.clear();
            ANSWERS.addAll(Arrays.asList(answers));
        }
    }

    /** A complaint with an address for mail, and none but that. */
    static Map<String, Object> mailable() {
        return with(with(general(), "contactEmail", ENTERPRISE_MAIL), "contactPhone", "029-88888888");
    }

    /** One that only a telephone reaches. */
    static Map<String, Object> landline() {
        return with(general(), "contactPhone", "029-88888888");
    }

    /** The mails to this address, in the order in which they came. */
    static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(address);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    static List<String> subjectsTo(String address) {
        return mailsTo(address).stream()
                .map(mail -> {
                    try {
                        return mail.getSubject();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString();
    }

    /** State, and by what it arrived, of a case's notice to a recipient: {@code DELIVERED MAIL}. */
    String way(String number, String milestone, String recipient) {
        return jdbc.queryForObject(
                        "select max(concat(state, ' ', coalesce(delivered_by, ''))) from notice"
                                + " where complaint_id = ? and (milestone = ? or template = ?) and recipient = ?",
                        String.class,
                        complaint(number).id(),
                        milestone,
                        milestone,
                        recipient)
                .strip();
    }

    String way(String number, String milestone) {
        return way(number, milestone, "ENTERPRISE");
    }

    String errorOf(String number, String milestone) {
        return jdbc.queryForObject(
                "select last_error from notice where complaint_id = ? and milestone = ? and recipient = 'ENTERPRISE'",
                String.class,
                complaint(number).id(),
                milestone);
    }

    /** Ids of what the enterprise of this case is to be told by telephone. */
    List<String> toTell(String number) {
        return jdbc
                .queryForList(
                        "select id from notice where complaint_id = ? and state = 'CALLING' order by id",
                        Long.class,
                        complaint(number).id())
                .stream()
                .map(String::valueOf)
                .toList();
    }
}
