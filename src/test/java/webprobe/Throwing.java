package webprobe;

import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.Conflict;
import suban.InvalidInput;
import suban.NotFound;

/** A controller that fails in every way there is; outside the application's packages, so that only the web tests have it. */
@RestController
public class Throwing {

    record Body(String title, int count, LocalDate date) {}

    @GetMapping("/api/test")
    String fail(@RequestParam String what, @RequestParam(defaultValue = "1") int number) {
        throw switch (what) {
            case "notFound" -> new NotFound("没有编号为 X 的投诉");
            case "conflict" -> new Conflict("该投诉已办结");
            case "invalid" -> new InvalidInput("title", "标题必填");
            default -> new IllegalStateException("secret detail");
        };
    }

    @PostMapping("/api/test")
    Body read(@RequestBody Body body) {
        return body;
    }
}
