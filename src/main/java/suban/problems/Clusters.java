package suban.problems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds demands that keep coming back (Article 13): around the demand that resembles most others, all that resemble it; then the
 * same among the rest. So every member resembles one that people can look at, and the reason can be told.
 */
final class Clusters {

    /** How much less likeness is asked of demands of the same kind, and of the same 新城. */
    private static final double SAME_KIND = 0.07;

    private static final double SAME_CITY = 0.07;

    private Clusters() {}

    /**
     * One group of demands.
     *
     * @param central the one that all others resemble
     * @param others with their likeness to it, the closest first
     */
    record Cluster(Demand central, List<Member> others) {

        int size() {
            return others.size() + 1;
        }

        List<Demand> all() {
            List<Demand> all = new ArrayList<>(List.of(central));
            others.forEach(other -> all.add(other.demand()));
            return all;
        }
    }

    /** One of the others of a group; likeness from 0 to 1. */
    record Member(Demand demand, double likeness) {}

    /**
     * The groups of at least {@code least} demands, the largest first.
     *
     * @param likeness from where two texts are alike when nothing else speaks for it, 0 to 1
     */
    static List<Cluster> of(List<Demand> demands, int least, double likeness) {
        TextVectors vectors = new TextVectors(demands.stream().map(Demand::text).toList());
        List<Map<Integer, Double>> near = new ArrayList<>();
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            Map<Integer, Double> alike = vectors.likeTo(i, likeness - SAME_KIND - SAME_CITY);
            alike.entrySet().removeIf(other -> other.getValue() < asked(demand, demands.get(other.getKey()), likeness));
            near.add(alike);
        }
        List<Cluster> clusters = new ArrayList<>();
        boolean[] taken = new boolean[demands.size()];
        int[] free = near.stream().mapToInt(Map::size).toArray();
        while (true) {
            int best = -1;
            for (int i = 0; i < free.length; i++) {
                if (!taken[i] && (best < 0 || free[i] > free[best])) {
                    best = i;
                }
            }
            if (best < 0 || free[best] + 1 < least) {
                return clusters;
            }
            List<Member> others = new ArrayList<>();
            near.get(best).forEach((other, value) -> {
                if (!taken[other]) {
                    others.add(new Member(demands.get(other), value));
                }
            });
            List<Integer> now = new ArrayList<>(near.get(best).keySet());
            now.add(best);
            for (int member : now) {
                if (!taken[member]) {
                    taken[member] = true;
                    near.get(member).keySet().forEach(neighbour -> free[neighbour]--);
                }
            }
            others.sort(Comparator.comparingDouble(Member::likeness).reversed().thenComparing(member -> member.demand()
                    .reference()));
            clusters.add(new Cluster(demands.get(best), List.copyOf(others)));
        }
    }

    private static double asked(Demand one, Demand other, double likeness) {
        boolean sameKind = one.demandType() != null && one.demandType().equals(other.demandType());
        boolean sameCity = one.newCity() != null && one.newCity().equals(other.newCity());
        return likeness - (sameKind ? SAME_KIND : 0) - (sameCity ? SAME_CITY : 0);
    }
}
