package suban.badmodules.calendar;

import suban.badmodules.ledger.Ledger;

/** A calendar that reads the ledger. */
public class Days {
    Ledger ledger;
}
