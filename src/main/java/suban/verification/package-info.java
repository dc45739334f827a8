/** Whether the system has kept its word: ledger, timeline, notices, files and engine agree with each other, on a live system (Article 8). */
package suban.verification;
