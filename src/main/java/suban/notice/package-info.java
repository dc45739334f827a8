/** Outgoing messages (Articles 9, 11): an outbox written in the act's own transaction; each notice at most once. */
package suban.notice;
