/** The kernel every capability may use: the application class and the three refusals that HTTP knows (400, 404, 409). */
package suban;
