package suban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.Actor;
import suban.InvalidInput.FieldError;

class FormSchemaTest {

    @Test
    @Tag("article-14")
    void aListOfScoresIsOneField() {
        var scores = List.of(Map.of("unit", "ziran", "score", 5), Map.of("unit", "zijian", "score", 4));
        assertThat(check("scoreCoHandlers", Map.of("scores", scores))).isEmpty();
    }

    @Test
    void aFieldOfARowIsNoFieldOfTheForm() {
        assertThat(check("scoreCoHandlers", Map.of("unit", "ziran")))
                .extracting(FieldError::field)
                .containsExactly("unit");
    }

    @Test
    void whatTheFormOnlyShowsCannotBeSent() {
        assertThat(check("reply", Map.of("outcome", "RESOLVED", "replyText", "已办结", "content", "改写投诉内容")))
                .extracting(FieldError::field)
                .containsExactly("content");
    }

    private static List<FieldError> check(String form, Map<String, Object> values) {
        FormSchema schema = FormSchema.read(FormSchemaTest.class.getResourceAsStream("/forms/" + form + ".form"));
        return schema.check(FormValues.of(values, new Actor("jinghe1", "jinghe")));
    }
}
