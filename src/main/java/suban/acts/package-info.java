/**
 * The acts of the regulation in its own words, done as people do them in Tasklist: one driver for tests, demonstration data,
 * trial runs and benchmarks.
 */
package suban.acts;
