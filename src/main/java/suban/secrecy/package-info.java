/** Seals what may be a state secret, and releases or purges it on an officer's word (Article 3). */
package suban.secrecy;
