/**
 * What an approved calendar year does to open deadlines (Articles 8, 9, 14): shown before, recomputed after, case by case, logged
 * and never shortening a date an enterprise was told.
 */
package suban.rescheduling;
