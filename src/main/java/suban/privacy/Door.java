package suban.privacy;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** By which way in somebody was shown something. */
public enum Door {
    /** Tasklist and Cockpit */
    PAGES("网页"),
    API("数据接口"),
    ENGINE("引擎接口"),
    /** no request: the demonstration, and tests */
    INSIDE("系统内部");

    private final String label;

    Door(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** The one of the request this thread answers. */
    static Door current() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)) {
            return INSIDE;
        }
        String path = request.getRequest().getRequestURI();
        return path.startsWith("/camunda/") ? PAGES : path.startsWith("/engine-rest/") ? ENGINE : API;
    }
}
