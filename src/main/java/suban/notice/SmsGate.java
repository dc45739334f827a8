package suban.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Hands text messages to a gateway, where one is configured ({@code suban.notice.sms}). */
@Component
class SmsGate {

    private static final Logger LOG = LoggerFactory.getLogger(SmsGate.class);
    private static final Pattern MOBILE = Pattern.compile("1\\d{10}");
    private static final Pattern NAME = Pattern.compile("\\{(mobile|text|id|secret)}");
    /** What may be kept of an answer: a code, but nothing that could be a telephone number. */
    private static final Pattern CODE = Pattern.compile("(?!.*\\d{7})[A-Za-z0-9_.-]{1,30}");

    /** Not taken, and perhaps taken later. Of other answers from 500 on nobody knows what lay behind them. */
    private static final Set<Integer> MAY_PASS_LATER = Set.of(401, 403, 407, 425, 429, 503);

    private static final int LONGEST_ANSWER = 65_536;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NoticeSettings.Sms settings;
    private final RestClient client;
    private final MediaType type;

    SmsGate(NoticeSettings settings) {
        this.settings = settings.sms();
        type = MediaType.parseMediaType(this.settings.contentType()); // a wrong one is found at start
        // never follows a redirection: the message and the secret go where they were configured to go
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(this.settings.connectTimeout())
                .build());
        requests.setReadTimeout(this.settings.readTimeout());
        client = RestClient.builder().requestFactory(requests).build();
    }

    boolean isOpen() {
        return settings.url() != null;
    }

    /** Whether a text message can be sent to this number: a mobile of the mainland; false for null. */
    static boolean isMobile(String number) {
        return number != null && MOBILE.matcher(number).matches();
    }

    /** Whether one message takes this text whole: half a reply is none. */
    boolean takes(String text) {
        return text.length() <= settings.longest();
    }

    SendResult send(Message message) {
        SendResult result;
        try {
            result = client.post()
                    .uri(settings.url())
                    .headers(headers -> headers(headers))
                    .body(body(message).getBytes(StandardCharsets.UTF_8))
                    .exchange((request, response) -> read(response));
        } catch (ResourceAccessException e) {
            result = unanswered(e);
        }
        if (result.kind() != SendResult.Kind.ACCEPTED) {
            LOG.warn("{} not taken: {}, {}", message, result.kind(), result.reason());
        }
        return result;
    }

    private void headers(HttpHeaders headers) {
        headers.setContentType(new MediaType(type, StandardCharsets.UTF_8));
        headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE + ", */*;q=0.1");
        settings.headers().forEach((name, value) -> headers.set(name, value.replace("{secret}", settings.secret())));
    }

    private String body(Message message) {
        Map<String, String> values = Map.of(
                "mobile", message.address(), "text", message.text(), "id", message.id(), "secret", settings.secret());
        boolean form = type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
        Matcher names = NAME.matcher(settings.body());
        StringBuilder body = new StringBuilder();
        while (names.find()) {
            String value = values.get(names.group(1));
            names.appendReplacement(
                    body,
                    Matcher.quoteReplacement(form ? URLEncoder.encode(value, StandardCharsets.UTF_8) : json(value)));
        }
        return names.appendTail(body).toString();
    }

    private static String json(String value) {
        try {
            String quoted = JSON.writeValueAsString(value);
            return quoted.substring(1, quoted.length() - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private SendResult read(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        if (MAY_PASS_LATER.contains(status)) {
            return SendResult.later("短信网关返回" + status);
        }
        if (status >= 500 || status == 408) {
            return broken("短信网关返回" + status + "，是否送达不明");
        }
        if (status >= 300) {
            return SendResult.refused("短信网关拒绝（" + status + "）");
        }
        if (settings.successPointer().isBlank()) {
            return SendResult.ACCEPTED;
        }
        JsonNode said;
        try (InputStream answer = response.getBody()) {
            said = JSON.readTree(answer.readNBytes(LONGEST_ANSWER));
        } catch (JsonProcessingException e) {
            return broken("短信网关的答复无法识别，是否送达不明");
        }
        JsonNode value = said == null ? MissingNode.getInstance() : said.at(settings.successPointer());
        if (value.isMissingNode() || value.isContainerNode()) {
            return broken("短信网关的答复无法识别，是否送达不明");
        }
        if (value.asText().equals(settings.successValue())) {
            return SendResult.ACCEPTED;
        }
        String code = CODE.matcher(value.asText()).matches() ? "（" + value.asText() + "）" : "";
        return settings.refusedValues().contains(value.asText())
                ? SendResult.refused("短信网关拒绝" + code)
                : SendResult.later("短信网关未接收" + code);
    }

    /** It may have been taken: asked again only where the gateway itself tells a second one. */
    private SendResult broken(String reason) {
        return settings.idempotent() ? SendResult.later(reason) : SendResult.unknown(reason);
    }

    private SendResult unanswered(ResourceAccessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return SendResult.down("短信网关无法连接");
            }
        }
        return broken("短信网关未答复，是否送达不明");
    }
}
