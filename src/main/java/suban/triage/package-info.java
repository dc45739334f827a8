/** Scope, class, time limit, host and co-handlers: the tables propose, the officer decides (Articles 3, 4, 7, 8). */
package suban.triage;
