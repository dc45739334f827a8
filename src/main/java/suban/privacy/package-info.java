/** Who was shown contact data of a case, when and where (《个人信息保护法》第五十一条、第五十四条). */
package suban.privacy;
