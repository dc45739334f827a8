/**
 * The engine's configuration: schema, history level, form guard, transient values, the one Clock. Knows no capability; they
 * dock through {@link suban.engine.FormPrefill}, {@link suban.engine.TaskRule} and {@link suban.engine.StartGuard}.
 */
package suban.engine;
