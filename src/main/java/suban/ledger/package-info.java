/**
 * The complaint record, its attempts, the append-only timeline, queries (Article 8 清单式台账管理). Depends on no other
 * capability.
 */
package suban.ledger;
