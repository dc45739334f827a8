package suban.browser;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What people see in a browser, and what else goes by the demonstration, one class after the other in one machine; the profile "faults"
 * has what is left out.
 */
@Suite
@SelectPackages({"suban.browser", "suban.acts", "suban.trial"})
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(".*\\.(AttachmentsInTheBrowser|CaseBesideTheForm|EndOfTheLogIn)Test")
class BrowserSuite {}
