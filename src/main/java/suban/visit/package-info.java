/** Call-backs, rating, re-handling, the host's scores of its co-handlers, closing (Articles 4, 14). */
package suban.visit;
