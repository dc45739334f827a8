package suban.notice;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the diagram of 电话告知 asks (Articles 9, 11). */
@InDiagrams
@Component("phoneNotices")
public class PhoneNotices {

    private final PhoneNoticeService phone;

    PhoneNotices(PhoneNoticeService phone) {
        this.phone = phone;
    }

    /** Id of the unit that calls. */
    public String unit(String number) {
        return round(number).unit();
    }

    /** By when the next call is to be made. */
    public Date dueAt(String number) {
        return Date.from(round(number).dueAt());
    }

    /** Whether something is still to be told by telephone. */
    public boolean goesOn(String number) {
        return round(number).endedAt() == null;
    }

    /** Whether the enterprise was told everything. */
    public boolean told(String number) {
        return "TOLD".equals(round(number).outcome());
    }

    /** Whether nothing was left to tell. */
    public boolean lapsed(String number) {
        return "LAPSED".equals(round(number).outcome());
    }

    private PhoneNotice round(String number) {
        return phone.round(number).orElseThrow(() -> new IllegalStateException(number + " has no call to make"));
    }
}
