package suban.organisation;

/**
 * One unit of the district: a Camunda group under the same id.
 *
 * @param id alphanumeric, see the data file
 * @param name Chinese name, shown to people
 * @param kind what it is in the regulation's words
 * @param parent the 新城 it belongs to; null for units of the New Area itself
 * @param code 代字, what the numbers of its documents begin with; no two units share one
 * @param email the mailbox notices to it go to; null for none
 * @param mobile the mobile number text messages to it go to; null for none
 */
public record Unit(String id, String name, UnitKind kind, String parent, String code, String email, String mobile) {}
