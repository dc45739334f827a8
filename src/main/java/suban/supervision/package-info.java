/**
 * Joint supervision by 营商办 and 督查室 after the second 差评 on a matter, and the finding on responsibility after the third, with the
 * file for 纪检监察工委 (Article 15).
 */
package suban.supervision;
