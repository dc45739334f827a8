package suban.calendar;

import java.time.LocalDate;

/**
 * One day in the explanation of a due date.
 *
 * @param date in Asia/Shanghai
 * @param counted whether it was counted towards the limit
 * @param why the reason in Chinese, such as 工作日, 周六, 春节放假, 调休上班（春节）, 起算日不计入, 自然日, 顺延：周六
 */
public record CountedDay(LocalDate date, boolean counted, String why) {}
