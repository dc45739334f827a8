package suban.appraisal;

import java.math.BigDecimal;
import suban.organisation.UnitKind;

/** Who is ranked among whom (Article 16). */
public enum AppraisalGroup {
    /** The 新城, by the cases they host. */
    NEW_CITY("新城", UnitKind.NEW_CITY, new BigDecimal("0.3")),
    /** The New Area's departments, by own cases and co-handling. */
    DEPARTMENT("部门", UnitKind.DEPARTMENT, new BigDecimal("0.5")),
    /** The 镇街, by own cases, those they work inside their 新城, and co-handling. */
    TOWN("镇街", UnitKind.TOWN, new BigDecimal("0.5"));

    private final String label;
    private final UnitKind units;
    private final BigDecimal mostPoints;

    AppraisalGroup(String label, UnitKind units, BigDecimal mostPoints) {
        this.label = label;
        this.units = units;
        this.mostPoints = mostPoints;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    /** The units of this group. */
    public UnitKind units() {
        return units;
    }

    /** The most points the regulation allows for a rank of this group. */
    public BigDecimal mostPoints() {
        return mostPoints;
    }
}
