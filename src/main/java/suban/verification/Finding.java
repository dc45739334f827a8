package suban.verification;

/**
 * One thing that is not as it must be.
 *
 * @param check which rule it breaks
 * @param number the complaint's number, or what else it is about; null where it is about the whole
 * @param text what is wrong, in Chinese, without personal data
 */
public record Finding(Check check, String number, String text) {

    /** The rules, in the order in which they are checked. */
    public enum Check {
        NUMBERS("编号与台账"),
        RUNNING("台账与流程"),
        STANDING("状态与环节"),
        OWNERS("待办有人办"),
        FAILED("失败的步骤"),
        TIMERS("到期的计时"),
        NOTICES("告知"),
        FILES("附件"),
        LISTS("清单与台账"),
        CHAINS("办理记录");

        private final String label;

        Check(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }
    }
}
