/**
 * The yearly appraisal (Article 16): on-time and praise rates of 新城, departments and towns, their ranks and bonus, as a dry run
 * over any period and once a year frozen, with the complaints behind every figure. Cases that a 新城 coordinates itself stay out
 * (Article 17).
 */
package suban.appraisal;
