package suban.intake;

/** What registration came to: the number given and the office that coordinates. */
public record Registered(String number, String coordinatingUnit) {}
