package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.Environment;

/** Files complaints and reads them over HTTP as one of the demo people. */
class Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    /** Somebody who has not logged in. */
    Visitor visitor() {
        return new Visitor(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    Visitor as(String user) {
        return visitor().withBasic(user, "suban-demo");
    }

    /** Somebody who has logged in at the page and arrived at the application they have. */
    Visitor withSession(String user) {
        Visitor visitor = new Visitor(environment.getRequiredProperty("local.server.port", Integer.class));
        visitor.logIn(user, "suban-demo");
        for (String application : List.of("tasklist", "cockpit", "admin")) {
            visitor.get("/camunda/app/" + application + "/default/");
        }
        return visitor;
    }

    /** A complaint nobody sent before, of an enterprise in 泾河新城; an empty change takes the key away. */
    static Map<String, Object> complaint(Object... changes) {
        Map<String, Object> complaint = new LinkedHashMap<>(Map.of(
                "channel", "ZHENGQITONG",
                "externalId", UUID.randomUUID().toString(),
                "enterpriseName", "泾河新城某机械制造有限公司",
                "creditCode", "91350100M000100Y43",
                "newCity", "jinghe",
                "contactName", "王经理",
                "contactPhone", "13800000000",
                "title", "厂房施工许可迟迟未办",
                "content", "提交材料三周，未收到任何答复。",
                "demandType", "请求综合协调"));
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                complaint.remove(changes[i]);
            } else {
                complaint.put((String) changes[i], changes[i + 1]);
            }
        }
        return complaint;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> post(String user, Map<String, Object> complaint) {
        return as(user).postJson("/api/complaints", json(complaint));
    }

    /** Files it and returns its number. */
    String file(String user, Object... changes) {
        HttpResponse<String> answer = post(user, complaint(changes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Visitor.json(answer).path("number").asText();
    }

    HttpResponse<String> get(String user, String path) {
        return as(user).get(path);
    }

    /** What the answer holds; it must be 200. */
    JsonNode read(String user, String path) {
        HttpResponse<String> answer = get(user, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer);
    }
}
