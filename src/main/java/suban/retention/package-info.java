/**
 * How long cases are kept: online three years after closing, then in a read-only archive for ten, thirty where somebody was held to account;
 * destroyed by a person's order only (design, section 4; 《个人信息保护法》第十九条、第四十七条).
 */
package suban.retention;
