package suban.badmodules.intake;

import org.camunda.bpm.engine.ProcessEngine;
import suban.badmodules.ledger.Ledger;

/** Meets the engine in the midst of a capability. */
public class Intake {
    ProcessEngine engine;
    Ledger ledger;
}
