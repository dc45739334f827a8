package suban.models;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One breach of a convention.
 *
 * @param file path inside the project, with slashes
 * @param element id of the element, or the file's own id
 * @param name what a person sees in the diagram; empty where it has none
 * @param what a Chinese sentence: what is wrong, and what would be right
 */
public record Problem(String file, String element, String name, String what) implements Comparable<Problem> {

    /** Cuts line breaks out of the name, and knows no null. */
    public Problem {
        element = element == null ? "" : element;
        name = name == null ? "" : name.replaceAll("\\s+", " ");
    }

    /** All of them, sorted, each once, a line each, below how many they are; empty where there are none. */
    public static String told(Collection<Problem> problems) {
        return problems.isEmpty()
                ? ""
                : problems.stream()
                        .sorted()
                        .distinct()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n", "发现 " + problems.size() + " 个问题：\n", "\n"));
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
