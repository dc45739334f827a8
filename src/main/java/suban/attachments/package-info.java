/**
 * Files that belong to a case (Article 8 清单式台账管理): checked, kept once by their content, shown to whom the case's words are shown,
 * sealed and purged with them (Article 3).
 */
package suban.attachments;
