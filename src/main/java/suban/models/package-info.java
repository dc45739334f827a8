/**
 * Whether diagrams, tables and forms are fit to be put in force: what they keep to (design, sections 2, 3 and 5), told in Chinese because
 * the analysts who break it read it. Reads files only; needs no engine and no database (Article 18).
 */
package suban.models;
