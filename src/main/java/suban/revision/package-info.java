/**
 * Changes of the rules (Article 18): an analyst proposes a whole set of diagrams, tables and forms, the head of 新区营商办 approves or returns it,
 * the system puts it in force as a whole and moves the cases in flight one by one, or leaves them to end by the older set.
 */
package suban.revision;
