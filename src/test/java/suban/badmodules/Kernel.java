package suban.badmodules;

import suban.badmodules.intake.Intake;

/** A kernel that leans on a capability. */
public class Kernel {
    Intake intake;
}
