/**
 * Who takes part: the units of the New Area and its 新城 from one data file, the people in them, and what each may see and do
 * in the web applications (Article 4: the offices coordinate, the 新城 hosts, departments co-handle; Article 17: every 新城
 * does the same on its own level through its own office, towns within their own powers).
 *
 * <p>A unit is an engine group under the same id; its head is a member of a second group, {@code <unit>head}. Tasks are offered
 * to units only, so belonging to a group is what lets a person see work. Nothing else in Suban names the engine's identity
 * or authorization services.
 */
package suban.organisation;
