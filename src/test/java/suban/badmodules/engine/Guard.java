package suban.badmodules.engine;

import org.camunda.bpm.engine.ProcessEngine;
import suban.badmodules.calendar.Days;

/** Meets the engine where it may, and a capability where it may not. */
public class Guard {
    ProcessEngine engine;
    Days days;
}
