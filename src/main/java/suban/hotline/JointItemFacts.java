package suban.hotline;

import java.util.Collection;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the diagram of joint resolution asks (Article 7(6)). */
@InDiagrams
@Component("jointItemFacts")
public class JointItemFacts {

    private final JointItemService items;

    JointItemFacts(JointItemService items) {
        this.items = items;
    }

    /** The side that is to answer: the office where the centre proposed, the centre where the office did. */
    public String otherSide(String number) {
        return items.otherSide(number);
    }

    /** The unit that leads. */
    public String leadUnit(String number) {
        return items.item(number).leadUnit();
    }

    /** The other units involved; empty where there are none. */
    public Collection<String> units(String number) {
        return items.item(number).unitList();
    }

    /** Whether other units are involved. */
    public boolean anyUnits(String number) {
        return !units(number).isEmpty();
    }
}
