package suban.organisation;

/** The kinds of unit the regulation knows (Articles 4, 7, 15, 16, 17). */
public enum UnitKind {
    /** 新区营商办 */
    OFFICE,
    /** 督查室 */
    INSPECTION,
    /** 纪检监察工委 */
    DISCIPLINE,
    /** 城市运行管理中心 */
    HOTLINE,
    /** 新城 */
    NEW_CITY,
    /** 新城营商办 */
    NEW_CITY_OFFICE,
    /** 新区行业主管部门 */
    DEPARTMENT,
    /** 新城的部门 */
    NEW_CITY_DEPARTMENT,
    /** 镇街 */
    TOWN;

    /** Whether units of this kind host and co-handle complaints (Articles 4, 17). */
    public boolean handles() {
        return this == NEW_CITY || this == DEPARTMENT || this == NEW_CITY_DEPARTMENT || this == TOWN;
    }
}
