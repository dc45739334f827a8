/** What things cost on a large ledger; not a part of the build: {@code mvn test -Pbenchmark}. */
package suban.benchmark;
