/**
 * The official documents of a case (Articles 4, 7 to 11, 14, 15): 交办单, 转办单, 督办函, 延期告知书, 回复函, 回访记录, 协调函 and the
 * file for 倒查责任. Issued in the transaction of the act they tell of, numbered, from templates the office changes by a process,
 * printed as PDF from the words as they were issued.
 */
package suban.documents;
