/**
 * Working days, deadlines and their explanation (Articles 8, 9, 12, 14): the 5 working days and the fortnight of Article 8, the
 * response on the same day of Article 9, the 1 working day of Article 12, the 5 working days of Article 14. Knows the days, not
 * the complaints, and depends on no other capability.
 */
package suban.calendar;
