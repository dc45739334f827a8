package suban.process;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The stories of this package on H2, one after the other in one machine, their coverage at the end. */
@Suite
@SelectPackages("suban.process")
@IncludeClassNamePatterns(".*Test")
class StoriesSuite {}
