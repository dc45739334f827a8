package suban.badmodules.ledger;

import suban.badmodules.intake.Intake;

/** A ledger that leans on a capability, and so closes a circle with it. */
public class Ledger {
    Intake intake;
}
