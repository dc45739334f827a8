/** A small application that breaks every module rule once; {@code ModuleRulesTest} shows the rules firing on it. */
package suban.badmodules;
