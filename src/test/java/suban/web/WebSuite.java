package suban.web;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** What comes by HTTP, one class after the other in one machine: most share an application, and some have to come first. */
@Suite
@SelectPackages("suban.web")
@IncludeClassNamePatterns(".*Test")
class WebSuite {}
