/**
 * The trial run: past cases, their acts and times, done again under changed diagrams, tables and forms in an application of its own in
 * memory, beside today's rules; what would have been late, rated, escalated, with which units (Article 18: who explains the regulation tries a
 * change before it binds anybody). Reads the live database in one read-only transaction and never writes to it.
 */
package suban.trial;
