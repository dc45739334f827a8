/**
 * What the offices do with a case beside its own tasks: withdrawal, leaving the scope of Article 3, reclassification (Article 8), taking an unrated closure up again
 * (Article 14); the process {@code officeAct} is their way in, and more acts can join it.
 */
package suban.office;
