package suban.secrecy;

import org.springframework.stereotype.Component;
import suban.notice.SendingHold;

/** Nothing of a sealed case leaves before the officer has decided (Article 3). */
@Component
class SealedNotices implements SendingHold {

    private final Sealings sealings;

    SealedNotices(Sealings sealings) {
        this.sealings = sealings;
    }

    @Override
    public boolean holds(String number) {
        return sealings.holding(number).isPresent();
    }
}
