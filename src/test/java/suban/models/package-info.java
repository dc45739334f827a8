/**
 * What every diagram, table and form keeps to (design, sections 2, 3 and 5), told in Chinese because the analysts who break
 * it read it. Plain tests without an engine; each convention is shown to fire on a small bad model of its own.
 */
package suban.models;
