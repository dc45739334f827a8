package suban.models;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the guide's section 常见修改的做法 tells an analyst to do ({@code processes/README.md}), done to the texts of the files as the Modeler
 * would write them.
 */
public final class Recipes {

    private Recipes() {}

    /** Another number of working days for general complaints; {@code timeLimit.dmn}. */
    public static String limitOfGeneralComplaints(String dmn, int days) {
        return replace(
                dmn,
                "<outputEntry id=\"then_general_days\">\n          <text>5</text>",
                "<outputEntry id=\"then_general_days\">\n          <text>" + days + "</text>");
    }

    /** One more option of the list 诉求类型; {@code registerComplaint.form}. */
    public static String demandTypeInTheForm(String form, String type) {
        String other = "        {\n          \"label\": \"其他\",\n          \"value\": \"其他\"\n        }";
        return replace(form, other, other.replace("其他", type) + ",\n" + other);
    }

    /** And its row; {@code triageProposal.dmn}. */
    public static String demandTypeInTheTable(String dmn, String type) {
        String row =
                """
                      <rule id="rule_talents">
                        <description>%s，一般类。第三条、第八条；涉及部门协办，第四条</description>
                        <inputEntry id="when_talents_demandType">
                          <text>"%s"</text>
                        </inputEntry>
                        <outputEntry id="then_talents_complaintClass">
                          <text>"GENERAL"</text>
                        </outputEntry>
                        <outputEntry id="then_talents_coHandlers">
                          <text>"renshe"</text>
                        </outputEntry>
                      </rule>
                    </decisionTable>"""
                        .formatted(type, type);
        return replace(replace(dmn, ", \"其他\"", ", \"" + type + "\", \"其他\""), "    </decisionTable>", row);
    }

    /** One more word by which the table suspects a civil dispute; {@code scope.dmn}. */
    public static String keywordOfScope(String dmn) {
        return replace(dmn, "[\"合同纠纷\", \"拖欠货款\"]", "[\"合同纠纷\", \"拖欠货款\", \"拖欠工程款\"]");
    }

    /** Another weight of the two rates; {@code appraisalWeights.dmn}. */
    public static String weights(String dmn, String onTime, String praise) {
        Matcher matcher = Pattern.compile("<text>0\\.5</text>").matcher(dmn);
        String first = matcher.replaceFirst("<text>" + onTime + "</text>");
        return Pattern.compile("<text>0\\.5</text>").matcher(first).replaceFirst("<text>" + praise + "</text>");
    }

    /** A form like the example, under a name of its own; {@code .camunda/examples}. */
    public static String formLike(String example, String id) {
        return Pattern.compile("\"id\": \"humanStep(Decision)?\"")
                .matcher(example)
                .replaceFirst("\"id\": \"" + id + "\"");
    }

    /** 法制审核 before 回复企业, by the host's head; {@code handling.bpmn}. */
    public static String stepBeforeTheReply(String bpmn) {
        String it = shiftedRight(bpmn, 1540, 160);
        it = lane(it, "userTask_legalReview");
        it = replace(
                it,
                "sourceRef=\"gateway_joinReply\" targetRef=\"userTask_reply\" />",
                "sourceRef=\"gateway_joinReply\" targetRef=\"userTask_legalReview\" />\n"
                        + "    <bpmn:sequenceFlow id=\"flow_legalReviewToReply\" sourceRef=\"userTask_legalReview\" targetRef=\"userTask_reply\" />");
        it = replace(
                it,
                "<bpmn:incoming>flow_joinReplyToReply</bpmn:incoming>",
                "<bpmn:incoming>flow_legalReviewToReply</bpmn:incoming>");
        it = replace(
                it,
                "    <bpmn:userTask id=\"userTask_reply\"",
                step(
                                "userTask_legalReview",
                                "法制审核",
                                "headOfHost",
                                "legalReview",
                                "flow_joinReplyToReply",
                                "flow_legalReviewToReply")
                        + "    <bpmn:userTask id=\"userTask_reply\"");
        it = replace(it, edgeOf(it, "flow_joinReplyToReply"), edge("flow_joinReplyToReply", 1515, 180, 1560, 180));
        return replace(
                it,
                "      <bpmndi:BPMNShape id=\"userTask_reply_di\"",
                shape("userTask_legalReview", 1560, 140, 100, 80)
                        + edge("flow_legalReviewToReply", 1660, 180, 1720, 180)
                        + "      <bpmndi:BPMNShape id=\"userTask_reply_di\"");
    }

    /** 审核回复稿 before it is delivered, and back to 回复企业 where it is not agreed to; {@code handling.bpmn}. */
    public static String reviewOfTheReply(String bpmn) {
        int right = bpmn.contains("userTask_legalReview") ? 160 : 0; // where that recipe was followed, too
        String it = shiftedRight(bpmn, 1830 + right, 300);
        it = lane(it, "gateway_replyReviewed");
        it = lane(it, "userTask_reviewReply");
        it = replace(
                it,
                "sourceRef=\"gateway_explained\" targetRef=\"gateway_joinDeliver\" />",
                """
                sourceRef="gateway_explained" targetRef="userTask_reviewReply" />
                    <bpmn:sequenceFlow id="flow_reviewReplyToReviewed" sourceRef="userTask_reviewReply" targetRef="gateway_replyReviewed" />
                    <bpmn:sequenceFlow id="flow_reviewedToJoinDeliver" name="同意" sourceRef="gateway_replyReviewed" targetRef="gateway_joinDeliver" />
                    <bpmn:sequenceFlow id="flow_reviewedToJoinReply" name="退回" camunda:modelerTemplate="suban.handling.humanStepCondition" sourceRef="gateway_replyReviewed" targetRef="gateway_joinReply">
                      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${decision == 'RETURN'}</bpmn:conditionExpression>
                    </bpmn:sequenceFlow>""");
        it = replace(
                it,
                "<bpmn:incoming>flow_explainedToJoinDeliver</bpmn:incoming>",
                "<bpmn:incoming>flow_reviewedToJoinDeliver</bpmn:incoming>");
        it = replace(
                it,
                "      <bpmn:outgoing>flow_joinReplyToReply</bpmn:outgoing>",
                "      <bpmn:incoming>flow_reviewedToJoinReply</bpmn:incoming>\n      <bpmn:outgoing>flow_joinReplyToReply</bpmn:outgoing>");
        it = replace(
                it,
                "    <bpmn:userTask id=\"userTask_confirmReply\"",
                step(
                                "userTask_reviewReply",
                                "审核回复稿",
                                "headOfHost",
                                "reviewReply",
                                "flow_explainedToJoinDeliver",
                                "flow_reviewReplyToReviewed")
                        + """
                            <bpmn:exclusiveGateway id="gateway_replyReviewed" name="是否同意回复？" default="flow_reviewedToJoinDeliver">
                              <bpmn:documentation>不同意的退回主办单位重新拟定回复（第九条）。</bpmn:documentation>
                              <bpmn:incoming>flow_reviewReplyToReviewed</bpmn:incoming>
                              <bpmn:outgoing>flow_reviewedToJoinDeliver</bpmn:outgoing>
                              <bpmn:outgoing>flow_reviewedToJoinReply</bpmn:outgoing>
                            </bpmn:exclusiveGateway>
                        """
                        + "    <bpmn:userTask id=\"userTask_confirmReply\"");
        it = replace(
                it,
                edgeOf(it, "flow_explainedToJoinDeliver"),
                "      <bpmndi:BPMNEdge id=\"flow_explainedToJoinDeliver_di\" bpmnElement=\"flow_explainedToJoinDeliver\">\n"
                        + waypoint(1785 + right, 180)
                        + waypoint(1860 + right, 180)
                        + label(1800 + right, 162, 11)
                        + "      </bpmndi:BPMNEdge>\n");
        return replace(
                it,
                "      <bpmndi:BPMNShape id=\"userTask_confirmReply_di\"",
                shape("userTask_reviewReply", 1860 + right, 140, 100, 80)
                        + "      <bpmndi:BPMNShape id=\"gateway_replyReviewed_di\" bpmnElement=\"gateway_replyReviewed\" isMarkerVisible=\"true\">\n"
                        + "        <dc:Bounds x=\"%d\" y=\"155\" width=\"50\" height=\"50\" />\n"
                                .formatted(2020 + right)
                        + label(2050 + right, 132, 76)
                        + "      </bpmndi:BPMNShape>\n"
                        + edge("flow_reviewReplyToReviewed", 1960 + right, 180, 2020 + right, 180)
                        + "      <bpmndi:BPMNEdge id=\"flow_reviewedToJoinDeliver_di\" bpmnElement=\"flow_reviewedToJoinDeliver\">\n"
                        + waypoint(2070 + right, 180)
                        + waypoint(2285 + right, 180)
                        + label(2090 + right, 186, 22)
                        + "      </bpmndi:BPMNEdge>\n"
                        + "      <bpmndi:BPMNEdge id=\"flow_reviewedToJoinReply_di\" bpmnElement=\"flow_reviewedToJoinReply\">\n"
                        + waypoint(2045 + right, 155)
                        + waypoint(2045 + right, 80)
                        + waypoint(1490, 80)
                        + waypoint(1490, 155)
                        + label(2010 + right, 86, 22)
                        + "      </bpmndi:BPMNEdge>\n"
                        + "      <bpmndi:BPMNShape id=\"userTask_confirmReply_di\"");
    }

    private static String step(String id, String name, String who, String form, String in, String out) {
        return """
                   <bpmn:userTask id="%s" name="%s" camunda:modelerTemplate="suban.handling.humanStep" camunda:candidateGroups="${assignment.%s(complaintNumber, attempt)}" camunda:dueDate="${deadlines.warnAt(complaintNumber, attempt)}" camunda:priority="${complaintFacts.priority(complaintNumber)}" camunda:formRef="%s" camunda:formRefBinding="deployment">
                     <bpmn:documentation>负责人在答复企业前审核（第九条）。</bpmn:documentation>
                     <bpmn:extensionElements>
                       <camunda:executionListener delegateExpression="#{humanStepListener}" event="end" />
                     </bpmn:extensionElements>
                     <bpmn:incoming>%s</bpmn:incoming>
                     <bpmn:outgoing>%s</bpmn:outgoing>
                   </bpmn:userTask>
               """
                .formatted(id, name, who, form, in, out);
    }

    private static String lane(String bpmn, String id) {
        String reply = "        <bpmn:flowNodeRef>userTask_reply</bpmn:flowNodeRef>\n";
        return replace(bpmn, reply, reply + reply.replace("userTask_reply", id));
    }

    private static String shape(String id, int x, int y, int width, int height) {
        return """
                     <bpmndi:BPMNShape id="%1$s_di" bpmnElement="%1$s">
                       <dc:Bounds x="%2$d" y="%3$d" width="%4$d" height="%5$d" />
                     </bpmndi:BPMNShape>
               """
                .formatted(id, x, y, width, height);
    }

    private static String edge(String id, int x1, int y1, int x2, int y2) {
        return "      <bpmndi:BPMNEdge id=\"%1$s_di\" bpmnElement=\"%1$s\">\n".formatted(id)
                + waypoint(x1, y1)
                + waypoint(x2, y2)
                + "      </bpmndi:BPMNEdge>\n";
    }

    private static String waypoint(int x, int y) {
        return "        <di:waypoint x=\"%d\" y=\"%d\" />\n".formatted(x, y);
    }

    private static String label(int x, int y, int width) {
        return """
                       <bpmndi:BPMNLabel>
                         <dc:Bounds x="%d" y="%d" width="%d" height="14" />
                       </bpmndi:BPMNLabel>
               """
                .formatted(x, y, width);
    }

    private static String edgeOf(String bpmn, String id) {
        int from = bpmn.indexOf("      <bpmndi:BPMNEdge id=\"" + id + "_di\"");
        String end = "</bpmndi:BPMNEdge>\n";
        return bpmn.substring(from, bpmn.indexOf(end, from) + end.length());
    }

    /** The Modeler's space tool: what stands right of {@code from} goes {@code by} to the right, what spans it grows. */
    private static String shiftedRight(String bpmn, int from, int by) {
        int start = bpmn.indexOf("<bpmndi:BPMNDiagram");
        int end = bpmn.indexOf("</bpmndi:BPMNDiagram>");
        Matcher bounds = Pattern.compile("(<dc:Bounds x=\")([\\d.]+)(\" y=\"[\\d.]+\" width=\")([\\d.]+)(\")")
                .matcher(bpmn.substring(start, end));
        String plane = bounds.replaceAll(it -> {
            double x = Double.parseDouble(it.group(2));
            double width = Double.parseDouble(it.group(4));
            boolean spans = x < from && x + width > from;
            return it.group(1)
                    + plain(x >= from ? x + by : x)
                    + it.group(3)
                    + plain(spans ? width + by : width)
                    + it.group(5);
        });
        plane = Pattern.compile("(<di:waypoint x=\")([\\d.]+)").matcher(plane).replaceAll(it -> {
            double x = Double.parseDouble(it.group(2));
            return it.group(1) + plain(x >= from ? x + by : x);
        });
        return bpmn.substring(0, start) + plane + bpmn.substring(end);
    }

    private static String plain(double number) {
        return number == (int) number ? String.valueOf((int) number) : String.valueOf(number);
    }

    private static String replace(String text, String before, String after) {
        if (text.split(Pattern.quote(before), -1).length != 2) {
            throw new IllegalStateException("not once in the file: " + before);
        }
        return text.replace(before, after);
    }
}
