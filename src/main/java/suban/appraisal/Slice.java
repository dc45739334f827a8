package suban.appraisal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;

/**
 * Which complaints a figure is made of. Out of every slice are: cases of the hotline (Articles 7(6), 16) and immediate answers. The
 * appraisal takes what the New Area's offices coordinate: what a 新城 coordinates itself is out of it (Article 17).
 *
 * @param offices the coordinating offices
 * @param newCities the enterprises' 新城; null for all
 * @param complaintClass null for any
 * @param channel null for any
 * @param notAccusing complaints that accuse one of these are left out; empty for none
 */
public record Slice(
        Collection<String> offices,
        Collection<String> newCities,
        ComplaintClass complaintClass,
        Channel channel,
        Collection<String> notAccusing) {

    /** What the appraisal counts. */
    static Slice appraised(Collection<String> offices) {
        return new Slice(offices, null, null, null, List.of());
    }

    /** What must hold of {@code complaint c}, as SQL. */
    public String where() {
        return "c.channel <> 'HOTLINE' and coalesce(c.complaint_class, '') <> 'IMMEDIATE'\n"
                + "  and c.coordinating_unit in (:offices)"
                + (newCities == null ? "" : "\n  and c.new_city in (:newCities)")
                + (complaintClass == null ? "" : "\n  and c.complaint_class = :complaintClass")
                + (channel == null ? "" : "\n  and c.channel = :channel")
                + (notAccusing.isEmpty()
                        ? ""
                        : "\n  and (c.accused_unit is null or c.accused_unit not in (:notAccusing))");
    }

    /** Its parameters. */
    public Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("offices", offices);
        if (newCities != null) {
            params.put("newCities", newCities);
        }
        if (complaintClass != null) {
            params.put("complaintClass", complaintClass.name());
        }
        if (channel != null) {
            params.put("channel", channel.name());
        }
        if (!notAccusing.isEmpty()) {
            params.put("notAccusing", notAccusing);
        }
        return params;
    }
}
