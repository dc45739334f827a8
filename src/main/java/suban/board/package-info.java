/**
 * The supervisors' board (Articles 4, 15, 16, 17): what is late now and with whom, what falls due, where cases wait, the rates of a
 * period by unit with their trend, and what enterprises complain about. Every figure is the length of a list that can be asked for.
 * Reads the ledger's tables only; rates come from {@code appraisal}, visibility from {@code ledger}.
 */
package suban.board;
