package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suban.web.PublishedPaths.Published;

@DisplayName("权限总表的读法")
class RightsTableParserTest {

    private static final String CLOSED = "401 403 403 403 403 403 403 403 403 403";
    private static final String OPEN = "401 200 200 200 200 200 200 200 403 200";

    private static final RightsTable TABLE = RightsTable.parse(
            """
            # a remark
            servlet One /*
            [ours]
            GET,POST   /api/cases/{number}?full=true   %2$s
            GET        /actuator/health/db             %2$s
            POST!      /api/cases                      %2$s  with-reason {"a":{"b":1}}
            [engine] /rest, /app/{engine}
            GET        /task/{task}                    401 sees 404 404 400|404 404 200 404 403 200
            otherwise                                  %1$s
            [files]
            GET        /lib/a.js                       %2$s
            """
                    .formatted(CLOSED, OPEN));

    private static final Set<Published> PATHS = Set.of(
            new Published("GET", "/api/cases/{id}"),
            new Published("POST", "/api/cases/{id}"),
            new Published("POST", "/api/cases"),
            new Published("GET", "/actuator/health/**"),
            new Published("files", "/lib/**"),
            new Published("GET", "/rest/task/{taskId: [a-z]{1,3}}"),
            new Published("GET", "/app/{name}/task/{id}"));

    private static List<String> gaps(Published... more) {
        Set<Published> all = new java.util.HashSet<>(PATHS);
        all.addAll(List.of(more));
        return TABLE.gaps(all, Set.of("servlet One /*"));
    }

    @Test
    @DisplayName("与应用一致时没有缺漏")
    void agrees() {
        assertThat(gaps()).isEmpty();
    }

    @Test
    @DisplayName("应用新增的路径、方法，不在表中即指名")
    void namesANewPath() {
        assertThat(gaps(new Published("GET", "/api/cases/{id}/notes")))
                .containsExactly("not in the table of rights: GET /api/cases/{}/notes");
        assertThat(gaps(new Published("DELETE", "/api/cases/{id}")))
                .containsExactly("not in the table of rights: DELETE /api/cases/{}");
        assertThat(gaps(new Published("*", "/error"))).containsExactly("not in the table of rights: * /error");
        assertThat(gaps(new Published("files", "/other/**")))
                .containsExactly("not in the table of rights: files /other/**");
        assertThat(TABLE.gaps(PATHS, Set.of("servlet One /*", "filter Two /*")))
                .containsExactly("not in the table of rights: filter Two /*");
    }

    @Test
    @DisplayName("表中有而应用没有的，指名")
    void namesALineWithoutPath() {
        Set<Published> fewer = new java.util.HashSet<>(PATHS);
        fewer.remove(new Published("POST", "/api/cases/{id}"));
        fewer.remove(new Published("files", "/lib/**"));
        assertThat(TABLE.gaps(fewer, Set.of()))
                .containsExactlyInAnyOrder(
                        "in the table of rights, but not in the application: POST /api/cases/{}",
                        "in the table of rights, but not in the application: GET /lib/a.js",
                        "in the table of rights, but not in the application: servlet One /*");
    }

    @Test
    @DisplayName("静态文件的通配路径不能替表中其他各行作保")
    void filesCoverNothingElse() {
        Set<Published> fewer = new java.util.HashSet<>(PATHS);
        fewer.remove(new Published("GET", "/api/cases/{id}"));
        fewer.add(new Published("files", "/**"));
        assertThat(TABLE.gaps(fewer, Set.of("servlet One /*")))
                .containsExactly("in the table of rights, but not in the application: GET /api/cases/{}");
    }

    @Test
    @DisplayName("引擎未列出的路径按关闭核对，各挂载点都走到")
    void walksWhatIsNotListedAsClosed() {
        var rows = TABLE.rows(List.of(
                new Published("DELETE", "/rest/task/{id}"),
                new Published("POST", "/app/{x}/signal"),
                new Published("GET", "/rest/task/{id}")));
        assertThat(rows)
                .extracting(Object::toString)
                .contains(
                        "DELETE /rest/task/{}",
                        "POST /app/{engine}/signal",
                        "GET /rest/task/{task}",
                        "GET /app/{engine}/task/{task}")
                .hasSize(9);
        var closed = rows.stream()
                .filter(row -> row.line().method().equals("DELETE"))
                .findFirst()
                .orElseThrow();
        assertThat(closed.line().cell(Persona.NOBODY).statuses()).containsExactly(401);
        assertThat(closed.line().cell(Persona.ADMIN).statuses()).containsExactly(403);
    }

    @Test
    @DisplayName("每格、每行的写法")
    void reads() {
        var line = TABLE.rows(List.of()).stream()
                .filter(row -> row.toString().equals("GET /rest/task/{task}"))
                .findFirst()
                .orElseThrow()
                .line();
        assertThat(line.cell(Persona.UNIT).sees()).isTrue();
        assertThat(line.cell(Persona.UNIT).allows()).isTrue();
        assertThat(line.cell(Persona.COHANDLER).statuses()).containsExactly(400, 404);
        assertThat(line.cell(Persona.COHANDLER).allows()).isFalse();
        var acting = TABLE.rows(List.of()).stream()
                .filter(row -> row.line().acts())
                .findFirst()
                .orElseThrow()
                .line();
        assertThat(acting.reason()).isTrue();
        assertThat(acting.body()).isEqualTo("{\"a\":{\"b\":1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/x 401 200",
                "GET /api/x 401 200 200 200 200 200 200 200 200 200x",
                "get /api/x 401 200 200 200 200 200 200 200 200 200",
                "GET api/x 401 200 200 200 200 200 200 200 200 200",
                "otherwise 401 403"
            })
    @DisplayName("写错的行不被跳过")
    void refusesWhatItCannotRead(String line) {
        assertThatThrownBy(() -> RightsTable.parse("[ours]\n" + line)).isInstanceOf(IllegalArgumentException.class);
    }
}
