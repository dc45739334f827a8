package suban.models;

import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/**
 * One breach of a convention.
 *
 * @param file path inside the project, with slashes
 * @param element id of the element, or the file's own id
 * @param name what a person sees in the diagram; empty where it has none
 * @param what a Chinese sentence: what is wrong, and what would be right
 */
record Problem(String file, String element, String name, String what) implements Comparable<Problem> {

    Problem {
        element = element == null ? "" : element;
        name = name == null ? "" : name.replaceAll("\\s+", " ");
    }

    /** Fails with every problem at once, so that nobody has to run the build once per mistake. */
    static void assertNone(List<Problem> problems) {
        if (!problems.isEmpty()) {
            Assertions.fail(problems.stream()
                    .sorted()
                    .distinct()
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n", "发现 " + problems.size() + " 个问题：\n", "\n")));
        }
    }

    @Override
    public int compareTo(Problem other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return file
                + "："
                + (element.isEmpty() ? "" : element)
                + (name.isEmpty() ? "" : "「" + name + "」")
                + (element.isEmpty() && name.isEmpty() ? "" : "：")
                + what;
    }
}
