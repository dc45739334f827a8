/** The application as people meet it: a real browser, the real web applications, one person after another. */
package suban.browser;
