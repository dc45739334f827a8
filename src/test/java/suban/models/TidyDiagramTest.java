package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TidyDiagramTest {

    /**
     * Two lanes, 1200 wide: 收到 → 研判 → 属于范围？ → 办理 → 办结, out of scope down to the lower lane's 退回; a timer on 研判,
     * and a subprocess with a task of its own on the upper lane's right.
     */
    private static final String TIDY =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="suban">
              <collaboration id="collaboration_tidy">
                <participant id="participant_tidy" name="投诉" processRef="tidy"/>
              </collaboration>
              <process id="tidy" isExecutable="true">
                <laneSet id="lanes">
                  <lane id="lane_office" name="营商办">
                    <flowNodeRef>startEvent_a</flowNodeRef><flowNodeRef>userTask_triage</flowNodeRef>
                    <flowNodeRef>event_late</flowNodeRef><flowNodeRef>gateway_scope</flowNodeRef>
                    <flowNodeRef>userTask_handle</flowNodeRef><flowNodeRef>subProcess_inner</flowNodeRef>
                    <flowNodeRef>endEvent_done</flowNodeRef>
                  </lane>
                  <lane id="lane_city" name="新城">
                    <flowNodeRef>endEvent_rejected</flowNodeRef><flowNodeRef>endEvent_late</flowNodeRef>
                  </lane>
                </laneSet>
                <startEvent id="startEvent_a" name="收到"/>
                <userTask id="userTask_triage" name="研判"/>
                <boundaryEvent id="event_late" name="超时" attachedToRef="userTask_triage"><timerEventDefinition id="t"/></boundaryEvent>
                <exclusiveGateway id="gateway_scope" name="属于范围？"/>
                <userTask id="userTask_handle" name="办理"/>
                <subProcess id="subProcess_inner" name="核对">
                  <startEvent id="startEvent_inner"/>
                  <userTask id="userTask_inner" name="查看"/>
                  <sequenceFlow id="flow_inner" sourceRef="startEvent_inner" targetRef="userTask_inner"/>
                </subProcess>
                <endEvent id="endEvent_done" name="办结"/>
                <endEvent id="endEvent_rejected" name="退回"/>
                <endEvent id="endEvent_late" name="催办"/>
                <sequenceFlow id="flow_a" sourceRef="startEvent_a" targetRef="userTask_triage"/>
                <sequenceFlow id="flow_b" sourceRef="userTask_triage" targetRef="gateway_scope"/>
                <sequenceFlow id="flow_yes" name="属于" sourceRef="gateway_scope" targetRef="userTask_handle"/>
                <sequenceFlow id="flow_no" name="不属于" sourceRef="gateway_scope" targetRef="endEvent_rejected"/>
                <sequenceFlow id="flow_late" sourceRef="event_late" targetRef="endEvent_late"/>
                <sequenceFlow id="flow_c" sourceRef="userTask_handle" targetRef="subProcess_inner"/>
                <sequenceFlow id="flow_d" sourceRef="subProcess_inner" targetRef="endEvent_done"/>
              </process>
              <bpmndi:BPMNDiagram id="diagram">
                <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration_tidy">
                  shape participant_tidy 50 0 1250 400
                  shape lane_office 80 0 1220 200
                  shape lane_city 80 200 1220 200
                  shape startEvent_a 120 82 36 36
                  shape userTask_triage 220 60 100 80
                  shape event_late 252 122 36 36 label 295 150 40 14
                  shape gateway_scope 400 75 50 50 label 395 50 60 14
                  shape userTask_handle 560 60 100 80
                  shape subProcess_inner 740 40 300 120
                  shape startEvent_inner 760 82 36 36
                  shape userTask_inner 860 60 100 80
                  shape endEvent_done 1140 82 36 36
                  shape endEvent_rejected 560 282 36 36
                  shape endEvent_late 340 282 36 36
                  edge flow_a 156 100 220 100
                  edge flow_b 320 100 400 100
                  edge flow_yes 450 100 560 100 label 480 82 30 14
                  edge flow_no 425 125 425 300 560 300 label 432 180 44 14
                  edge flow_late 270 158 270 300 340 300
                  edge flow_inner 796 100 860 100
                  edge flow_c 660 100 740 100
                  edge flow_d 1040 100 1140 100
                </bpmndi:BPMNPlane>
              </bpmndi:BPMNDiagram>
            </definitions>
            """;

    @Test
    void everyDiagramIsTidy() {
        Models models = Models.ofThisProject();
        assertThat(models.diagrams()).as("processes/*.bpmn").isNotEmpty();
        Problems.assertNone(TidyDiagram.problems(models));
    }

    @Test
    void aTidyDiagramIsLeftAlone() {
        assertThat(problems(TIDY)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource({"missing", "overlapping", "crossing", "words", "lanes", "ways"})
    void eachUntidinessIsReported(String tidy, String untidy, String expected) {
        assertThat(TIDY).contains(tidy);
        assertThat(problems(TIDY.replace(tidy, untidy))).containsExactly("processes/tidy.bpmn：" + expected);
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                untidy("shape endEvent_done 1140 82 36 36", "", "endEvent_done「办结」：图上没有画出"),
                untidy("edge flow_b 320 100 400 100", "", "flow_b：图上没有画出连线：「研判」 → 「属于范围？」"),
                untidy(
                        "edge flow_c 660 100 740 100",
                        "edge flow_c 680 100 740 100",
                        "flow_c：连线的一头没有连到图形上：「办理」 → 「核对」"));
    }

    static Stream<Arguments> overlapping() {
        return Stream.of(
                untidy("endEvent_done 1140 82", "endEvent_done 1020 132", "subProcess_inner「核对」：与 「办结」 重叠"),
                untidy(
                        "startEvent_inner 760 82",
                        "startEvent_inner 840 82",
                        "userTask_inner「查看」：与 startEvent_inner 重叠"),
                untidy("label 295 150 40 14", "label 560 120 40 14", "event_late「超时」：文字压在图形上：「办理」"),
                untidy("label 480 82 30 14", "label 430 55 30 14", "gateway_scope「属于范围？」：文字与 「属于」 的文字重叠"));
    }

    static Stream<Arguments> crossing() {
        return Stream.of(
                untidy("edge flow_d 1040 100", "edge flow_d 1040 110", "flow_d：连线是斜的：「核对」 → 「办结」"),
                untidy(
                        "edge flow_no 425 125 425 300 560 300",
                        "edge flow_no 425 125 425 250 610 250 610 120 680 120 680 300 596 300",
                        "flow_no「不属于」：连线穿过图形：「属于范围？」 → 「退回」 穿过 「办理」"),
                untidy("label 295 150 40 14", "label 340 93 40 14", "flow_b：连线穿过文字：「研判」 → 「属于范围？」 穿过 「超时」 的文字"),
                untidy("label 395 50 60 14", "", "flow_no「不属于」：连线穿过文字：「属于范围？」 → 「退回」 穿过 「属于范围？」 的文字"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                untidy(" name=\"研判\"", "", "userTask_triage：没有名称"),
                untidy(" name=\"收到\"", "", "startEvent_a：没有名称"),
                untidy(" name=\"办结\"", "", "endEvent_done：没有名称"),
                untidy(" name=\"超时\"", "", "event_late：没有名称"),
                untidy(" name=\"属于范围？\"", "", "gateway_scope：没有名称"),
                untidy(" name=\"核对\"", "", "subProcess_inner：没有名称"),
                untidy(" name=\"查看\"", "", "userTask_inner：没有名称"),
                untidy(" name=\"属于\"", "", "flow_yes：网关的问题没有写明答案：「属于范围？」 → 「办理」"));
    }

    static Stream<Arguments> lanes() {
        String rejected = "<flowNodeRef>endEvent_rejected</flowNodeRef>";
        return Stream.of(
                untidy("endEvent_done 1140 82", "endEvent_done 1140 300", "endEvent_done「办结」：画在所属泳道「营商办」之外"),
                untidy(rejected, "", "endEvent_rejected「退回」：不属于任何泳道"));
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                untidy(
                        "sourceRef=\"event_late\" targetRef=\"endEvent_late\"",
                        "sourceRef=\"event_late\" targetRef=\"userTask_handle\"",
                        "userTask_handle「办理」：有 2 条入路，应先用网关汇合"),
                untidy(
                        "sourceRef=\"event_late\" targetRef=\"endEvent_late\"",
                        "sourceRef=\"userTask_triage\" targetRef=\"endEvent_late\"",
                        "userTask_triage「研判」：有 2 条出路，应由网关分开"));
    }

    /** What a collapsed subprocess holds is drawn on a plane of its own and never meets the rest. */
    @Test
    void planesDoNotMeet() {
        String collapsed = TIDY.replace("shape startEvent_inner 760 82 36 36", "")
                .replace("shape userTask_inner 860 60 100 80", "")
                .replace("edge flow_inner 796 100 860 100", "")
                .replace(
                        "</bpmndi:BPMNDiagram>",
                        """
                        </bpmndi:BPMNDiagram>
                        <bpmndi:BPMNDiagram id="diagram_inner">
                          <bpmndi:BPMNPlane id="plane_inner" bpmnElement="subProcess_inner">
                            shape startEvent_inner 120 82 36 36
                            shape userTask_inner 220 60 100 80
                            edge flow_inner 156 100 220 100
                          </bpmndi:BPMNPlane>
                        </bpmndi:BPMNDiagram>
                        """);
        assertThat(problems(collapsed)).isEmpty();
    }

    private static Arguments untidy(String tidy, String untidy, String expected) {
        return Arguments.of(tidy, untidy, expected);
    }

    private static List<String> problems(String shorthand) {
        Models models = Models.of(Map.of("processes/tidy.bpmn", drawn(shorthand)), Map.of());
        assertThat(models.unreadable()).isEmpty();
        return TidyDiagram.problems(models).stream().map(Problem::toString).toList();
    }

    /** Writes out {@code shape id x y width height label …} and {@code edge id x y x y … label …}. */
    private static String drawn(String shorthand) {
        return Pattern.compile("(?m)^ *(shape|edge) (\\S+) ([\\d ]+?)(?: label ([\\d ]+))?$")
                .matcher(shorthand)
                .replaceAll(line -> {
                    String label = line.group(4) == null
                            ? ""
                            : "<bpmndi:BPMNLabel>" + bounds(line.group(4)) + "</bpmndi:BPMNLabel>";
                    String kind = line.group(1).equals("shape") ? "BPMNShape" : "BPMNEdge";
                    String place = kind.equals("BPMNShape") ? bounds(line.group(3)) : waypoints(line.group(3));
                    return "<bpmndi:%s id=\"di_%s\" bpmnElement=\"%s\">%s%s</bpmndi:%s>"
                            .formatted(kind, line.group(2), line.group(2), place, label, kind);
                });
    }

    private static String bounds(String numbers) {
        return "<dc:Bounds x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>".formatted((Object[]) numbers.split(" "));
    }

    private static String waypoints(String numbers) {
        return numbers.replaceAll("(\\d+) (\\d+) ?", "<di:waypoint x=\"$1\" y=\"$2\"/>");
    }
}
