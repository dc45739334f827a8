/**
 * How people and systems get in: the one log-in, what each path asks for, how a refusal reads, and the back end of the web
 * applications' plugins; and how a case and the ledger are shown. Knows the engine and every capability, decides nothing about
 * complaints.
 */
package suban.web;
