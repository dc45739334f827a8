/** The 12345 hotline: its ledgers, the monthly reminder where none arrives, and joint resolution (Articles 7(6), 8). */
package suban.hotline;
