/**
 * Substitutes for people on leave (Article 4, the units' own responsibility): a unit's head names who stands in for whom and from
 * when until when; on the first day the substitute gets what the person away has claimed, except what a rule keeps from the substitute.
 */
package suban.substitution;
