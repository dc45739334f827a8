package suban.operation;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import suban.ledger.Masking;

/** Telephone numbers and addresses that got into the words of a message or an exception do not get into logs (JSON). */
public class MaskedJson implements StructuredLoggingJsonMembersCustomizer<Object> {

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor((path, value) -> value instanceof String text ? Masking.inText(text) : value);
    }
}
