package suban.engine;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * The process variables there are: references and routing facts only. Delegates read and write them here and nowhere else.
 */
public final class CaseVariables {

    /** Number of the complaint. */
    public static final String NUMBER = "complaintNumber";

    /** Unit id of the coordinating office. */
    public static final String COORDINATING_UNIT = "coordinatingUnit";

    /** Number of the current attempt, from 1. */
    public static final String ATTEMPT = "attempt";

    /** Unit id of the host. */
    public static final String HOST_UNIT = "hostUnit";

    /** Name of the complaint's class. */
    public static final String COMPLAINT_CLASS = "complaintClass";

    /** What triage came to: REJECTED, ANSWERED, IMMEDIATE, DISPATCH, CONFIRM_REJECTION. */
    public static final String TRIAGE_RESULT = "triageResult";

    /** What the return visit came to: NOT_REACHED, SATISFIED, DISSATISFIED, UNRATED. */
    public static final String VISIT_OUTCOME = "visitOutcome";

    /** Unit id of the office that one of several tasks of the same kind is for. */
    public static final String OFFICE = "office";

    /** Number of a yearly appraisal. */
    public static final String APPRAISAL_NUMBER = "appraisalNumber";

    /** The year it is for. */
    public static final String APPRAISAL_YEAR = "appraisalYear";

    /** Number of a calendar year that was put in for approval. */
    public static final String CALENDAR_NUMBER = "calendarNumber";

    /** Number of a change of a document's template. */
    public static final String TEMPLATE_NUMBER = "templateNumber";

    /** Number of an arrangement for somebody who is away. */
    public static final String SUBSTITUTION_NUMBER = "substitutionNumber";

    /** Number of a revision of the rules. */
    public static final String REVISION_NUMBER = "revisionNumber";

    /** Number of one of many complaints that a process beside them works through. */
    public static final String CASE_NUMBER = "caseNumber";

    private CaseVariables() {}

    /** The complaint's number; fails early where it is missing. */
    public static String number(VariableScope scope) {
        return (String) required(scope, NUMBER);
    }

    /** The attempt's number. */
    public static int attempt(VariableScope scope) {
        return ((Number) required(scope, ATTEMPT)).intValue();
    }

    /** Sets the attempt's number. */
    public static void attempt(VariableScope scope, int attempt) {
        scope.setVariable(ATTEMPT, (long) attempt);
    }

    /** What the person or system sent in this transaction. */
    public static FormValues form(VariableScope scope) {
        return (FormValues) required(scope, FormValues.VARIABLE);
    }

    /** A variable that a diagram's step must have set before. */
    public static Object required(VariableScope scope, String name) {
        Object value = scope.getVariable(name);
        if (value == null) {
            throw new IllegalStateException("process variable " + name + " is missing");
        }
        return value;
    }

    /** Reads a result that only this transaction needs, and removes it before it would be stored. */
    public static Object take(VariableScope scope, String name) {
        Object value = required(scope, name);
        scope.removeVariable(name);
        return value;
    }
}
