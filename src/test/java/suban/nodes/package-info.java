/** The packaged application as it is operated: real nodes on a real PostgreSQL, started by the scripts in {@code docker}. */
package suban.nodes;
