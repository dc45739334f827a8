package suban.hotline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;

/** The task of the centre that was reminded: a ledger copied out of a spreadsheet, or the word that there is none (Article 7(6)). */
@Service
public class LedgerSubmission {

    private static final String TEXT = "ledgerText";
    private static final int MOST_ERRORS = 20;

    private final HotlineLedgerService ledgers;
    private final LedgerMonthService months;

    LedgerSubmission(HotlineLedgerService ledgers, LedgerMonthService months) {
        this.ledgers = ledgers;
        this.months = months;
    }

    /** Stores what the centre sends; refuses a ledger with rejected rows unless the others are to be stored all the same. */
    @Transactional
    public void submit(String number, FormValues form) {
        if (!"PASTE".equals(form.required("decision", "报送方式"))) {
            months.closeWithout(number, form.actor(), form.required("note", "情况说明"));
            return;
        }
        String pasted = form.required(TEXT, "台账内容");
        LedgerReader.Ledger ledger;
        try {
            ledger = ledgers.read(pasted);
        } catch (InvalidInput e) {
            throw new InvalidInput(TEXT, "台账内容：" + e.errors().get(0).message().replaceFirst("^文件：", ""));
        }
        if (!ledger.rejected().isEmpty() && !form.flag("partial")) {
            List<FieldError> errors = new ArrayList<>();
            ledger.rejected().stream()
                    .limit(MOST_ERRORS)
                    .forEach(row ->
                            errors.add(new FieldError(TEXT, "台账内容：第%d行，%s".formatted(row.row(), row.message()))));
            if (ledger.rejected().size() > MOST_ERRORS) {
                errors.add(new FieldError(
                        TEXT, "台账内容：还有%d处".formatted(ledger.rejected().size() - MOST_ERRORS)));
            }
            throw new InvalidInput(errors);
        }
        months.pasted(number, ledgers.store(pasted, ledger, form.actor(), Optional.of(number)), form.actor());
    }
}
