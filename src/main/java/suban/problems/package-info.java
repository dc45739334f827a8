/** The bank of recurring problems: periodic review, short- and long-term solutions, hints at triage (Article 13). */
package suban.problems;
