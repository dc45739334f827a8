package suban.hotline;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** What a joint item may be agreed on: who leads, who is involved, by when (Article 7(6)). */
@Component
class JointRules {

    /** All that can solve something for an enterprise. */
    static final Set<UnitKind> UNITS = EnumSet.of(
            UnitKind.OFFICE,
            UnitKind.HOTLINE,
            UnitKind.NEW_CITY,
            UnitKind.NEW_CITY_OFFICE,
            UnitKind.DEPARTMENT,
            UnitKind.NEW_CITY_DEPARTMENT,
            UnitKind.TOWN);

    private final Organisation organisation;
    private final Clock clock;

    JointRules(Organisation organisation, Clock clock) {
        this.organisation = organisation;
        this.clock = clock;
    }

    LocalDate date(FormValues form, String key, String label, List<FieldError> errors) {
        try {
            LocalDate date = form.date(key, label);
            LocalDate today = LocalDate.ofInstant(clock.instant(), EngineClock.ZONE);
            if (date == null) {
                errors.add(new FieldError(key, label + "：必填"));
            } else if (!date.isAfter(today) || date.isAfter(today.plusYears(1))) {
                errors.add(new FieldError(key, label + "：须在明天至一年之内"));
            }
            return date;
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
            return null;
        }
    }

    String lead(FormValues form, List<FieldError> errors) {
        String lead = form.text("leadUnit");
        if (lead == null) {
            errors.add(new FieldError("leadUnit", "牵头单位：必填"));
        } else if (!isUnit(lead)) {
            errors.add(new FieldError("leadUnit", "牵头单位：没有该单位"));
        }
        return lead;
    }

    List<String> units(FormValues form, String lead, List<FieldError> errors) {
        List<String> units = form.list("units");
        if (units.stream().anyMatch(unit -> !isUnit(unit))) {
            errors.add(new FieldError("units", "参与单位：没有该单位"));
        } else if (lead != null && units.contains(lead)) {
            errors.add(new FieldError("units", "参与单位：不能包括牵头单位"));
        }
        return units;
    }

    private boolean isUnit(String id) {
        return organisation.find(id).map(Unit::kind).filter(UNITS::contains).isPresent();
    }
}
