/**
 * What Suban costs, beside the bare engine with its defaults and beside another one; not a part of the build:
 * {@code mvn -Pbenchmark verify}, see README.
 */
package suban.benchmark;
