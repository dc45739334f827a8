/** One attempt: dispatch, same-day response, co-handling, reply, reminders and escalation (Articles 8, 9, 14). */
package suban.handling;
