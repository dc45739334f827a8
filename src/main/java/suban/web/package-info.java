/**
 * How people and systems get in: the one log-in, what each path asks for, how a refusal reads, and the back end of the web
 * applications' plugins. Knows the engine, decides nothing about complaints.
 */
package suban.web;
