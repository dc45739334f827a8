package suban.process;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The stories of this package once more, on PostgreSQL; in the same machine as on H2, which knows the code by then. Left out is what
 * counts days, whatever the database, the coverage, and, for the build has fifteen minutes, eight more and what is {@link #LONG}, which
 * the profile "faults" has on PostgreSQL.
 */
@Suite
@SelectPackages("suban.process")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns({
    ".*\\.(AttemptTimers|DatesByHand|ProcessCoverage)Test",
    ".*\\.(Accountability|CalendarDates|Document|Ending|PhoneNotice|RefusedInput|Supervision|SupervisoryActs)Test"
})
@ExcludeTags(StoriesOnPostgresqlSuite.LONG)
class StoriesOnPostgresqlSuite {

    /** Of a story's tests, those that ask little of the database and take long. */
    static final String LONG = "long";

    @BeforeSuite
    static void onPostgresql() {
        System.setProperty(PostgresDatabase.ASKED_FOR, "true");
    }

    @AfterSuite
    static void onH2() {
        System.clearProperty(PostgresDatabase.ASKED_FOR);
    }
}
