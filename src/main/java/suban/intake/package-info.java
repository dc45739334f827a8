/** Registers, validates and numbers complaints, by start form and by the channels' API (Articles 2, 3, 6, 7, 8). */
package suban.intake;
