package suban;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something a person or a system sent cannot be accepted; nothing was stored. Becomes HTTP 400 with {@code errors[]}. Messages
 * are Simplified Chinese and name the field by its label.
 */
public class InvalidInput extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    /** One refused field: {@code field} is its key, {@code message} a Chinese sentence. */
    public record FieldError(String field, String message) {}

    public InvalidInput(List<FieldError> errors) {
        super(errors.stream().map(FieldError::message).collect(Collectors.joining("；")));
        this.errors = List.copyOf(errors);
    }

    public InvalidInput(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    /** What is wrong, at least one entry. */
    public List<FieldError> errors() {
        return errors;
    }
}
