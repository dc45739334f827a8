package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.InputValues;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * What enterprises ask for (Article 3) stands in one place, the list of the start form; the table that proposes a class must answer for
 * each of them.
 */
final class DemandTypes {

    private static final String FORM = "registerComplaint";
    private static final String FIELD = "demandType";
    private static final String TABLE = "triageProposal";

    /** As the ledger stores it. */
    private static final int LONGEST = 20;

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private DemandTypes() {}

    /** Where form and table differ. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        Set<String> listed = new LinkedHashSet<>();
        models.forms().stream().filter(form -> form.id().equals(FORM)).forEach(form -> options(form, listed, problems));
        for (Models.Table table : models.tables()) {
            if (!listed.isEmpty() && Models.idOfFile(table.file()).equals(TABLE)) {
                rules(table, listed, problems);
            }
        }
        return problems;
    }

    private static void options(Models.Form form, Set<String> listed, List<Problem> problems) {
        for (JsonNode field : form.json().findParents("values")) {
            if (!FIELD.equals(field.path("key").asText())) {
                continue;
            }
            for (JsonNode option : field.path("values")) {
                String value = option.path("value").asText();
                listed.add(value);
                if (!value.equals(option.path("label").asText())) {
                    problems.add(problem(
                            form,
                            field,
                            "诉求类型的选项“" + option.path("label").asText() + "”：值（Value）应与名称（Label）相同，现为 " + value));
                }
                if (value.length() > LONGEST) {
                    problems.add(problem(form, field, "诉求类型的选项“" + value + "”超过" + LONGEST + "个字"));
                }
            }
        }
    }

    /** Where the table asks for the kind of demand; the first column where none does. */
    private static int column(Models.Table table) {
        List<Input> inputs = List.copyOf(table.model().getModelElementsByType(Input.class));
        return IntStream.range(0, inputs.size())
                .filter(at -> asksFor(inputs.get(at)))
                .findFirst()
                .orElse(0);
    }

    private static boolean asksFor(Input input) {
        return input.getInputExpression() != null
                && input.getInputExpression().getText() != null
                && FIELD.equals(
                        input.getInputExpression().getText().getTextContent().strip());
    }

    private static void rules(Models.Table table, Set<String> listed, List<Problem> problems) {
        Set<String> answered = new LinkedHashSet<>();
        boolean others = false;
        int column = column(table);
        for (Rule rule : table.model().getModelElementsByType(Rule.class)) {
            InputEntry entry =
                    rule.getInputEntries().stream().skip(column).findFirst().orElse(null);
            if (entry == null) {
                continue; // another check says that a cell is missing
            }
            String text = entry.getText().getTextContent().strip();
            Matcher matcher = TEXT.matcher(text);
            boolean any = false;
            while (matcher.find()) {
                any = true;
                answered.add(matcher.group(1));
                if (!listed.contains(matcher.group(1))) {
                    problems.add(new Problem(
                            table.file(),
                            rule.getId(),
                            "",
                            "登记表单（registerComplaint）的“诉求类型”没有这个选项：" + matcher.group(1)));
                }
            }
            others |= !any || text.startsWith("not");
        }
        String predefined = table.model().getModelElementsByType(InputValues.class).stream()
                .filter(values -> values.getParentElement() instanceof Input input && asksFor(input))
                .map(values -> values.getText().getTextContent())
                .findFirst()
                .orElse(null);
        for (String type : predefined == null ? Set.<String>of() : listed) {
            if (!predefined.contains("\"" + type + "\"")) {
                problems.add(new Problem(table.file(), TABLE, "", "“诉求类型”一列的预定义值（Predefined values）中没有“" + type + "”"));
            }
        }
        if (!others) {
            for (String type : listed) {
                if (!answered.contains(type)) {
                    problems.add(new Problem(table.file(), TABLE, "", "没有诉求类型“" + type + "”的行，研判时提不出建议"));
                }
            }
        }
    }

    private static Problem problem(Models.Form form, JsonNode field, String what) {
        return new Problem(
                form.file(), field.path("id").asText(), field.path("label").asText(), what);
    }
}
