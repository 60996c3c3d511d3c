package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import nl.privacyloket.request.deadline.DueDates;

/** The dates by which a request is to be answered, all in the organisation's zone. */
@Embeddable
class TermColumns {

    @Column(name = "received_on")
    LocalDate receivedOn;

    @Column(name = "promised_on")
    LocalDate promisedOn;

    @Column(name = "statutory_due_on")
    LocalDate statutoryDueOn;

    @Column(name = "alarm_on")
    LocalDate alarmOn;

    @Column(name = "due_on")
    LocalDate dueOn;

    /** The statutory date that an extension led to, or null. */
    @Column(name = "extended_on")
    LocalDate extendedOn;

    /** For the persistence layer. */
    protected TermColumns() {}

    TermColumns(DueDates dates) {
        receivedOn = dates.receivedOn();
        promisedOn = dates.promisedOn();
        statutoryDueOn = dates.statutoryDueOn();
        alarmOn = dates.alarmOn();
        dueOn = dates.dueOn();
    }

    /** Other dates; what was promised stays what it was. */
    void redate(DueDates dates) {
        statutoryDueOn = dates.statutoryDueOn();
        alarmOn = dates.alarmOn();
        dueOn = dates.dueOn();
    }

    DueDates dates() {
        return new DueDates(receivedOn, promisedOn, statutoryDueOn, alarmOn, dueOn);
    }
}
