package nl.privacyloket.faults.prove;

import java.util.List;
import nl.privacyloket.faults.check.Finding.Kind;
import nl.privacyloket.faults.inject.ConsumersReplay;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/** The guards that are taken out, one after the other. */
public final class Guards {
    private static final String SKIP =
            "create or replace function faults_skip() returns trigger language plpgsql as 'begin return null; end'";

    /** A consumer's memory of what it has taken. */
    public static final Guard INBOX = new Guard(
            "unique inbox of notification-service",
            "taken-once",
            Kind.DOUBLED,
            StackService.DATABASE,
            List.of("alter table notification.inbox drop constraint inbox_pkey"),
            new ConsumersReplay(StackService.NOTIFICATION),
            List.of(),
            List.of(
                    "delete from notification.inbox a using notification.inbox b where a.ctid > b.ctid"
                            + " and (a.channel, a.source, a.event_id) = (b.channel, b.source, b.event_id)",
                    "alter table notification.inbox add primary key (channel, source, event_id)"));

    /** All of them, in the order in which they are taken out; the last ones leave a log that is incomplete for good. */
    public static final List<Guard> ALL = List.of(
            INBOX,
            new Guard(
                    "unique idempotency keys of request-service",
                    "requests-once",
                    Kind.DOUBLED,
                    StackService.DATABASE,
                    List.of("alter table request.idempotency_key drop constraint idempotency_key_pkey"),
                    null,
                    List.of(),
                    List.of(
                            "delete from request.idempotency_key a using request.idempotency_key b where a.ctid > b.ctid"
                                    + " and (a.organisation, a.key_hash) = (b.organisation, b.key_hash)",
                            "alter table request.idempotency_key add primary key (organisation, key_hash)")),
            new Guard(
                    "the note that a mail was sent",
                    "mails-once",
                    Kind.DOUBLED,
                    StackService.DATABASE,
                    List.of(
                            "create or replace function faults_unsent() returns trigger language plpgsql as 'begin new := old;"
                                    + " new.state := ''queued''; new.claim := null; new.lease_until := null;"
                                    + " new.next_attempt_at := now(); return new; end'",
                            "create trigger faults_unsent before update on notification.message for each row"
                                    + " when (old.state = 'sending' and new.state = 'sent' and old.attempts = 1)"
                                    + " execute function faults_unsent()"),
                    null,
                    List.of(),
                    List.of("drop trigger faults_unsent on notification.message")),
            new Guard(
                    "holds that plans and permits look at",
                    "holds-kept",
                    Kind.WRONG,
                    StackService.DATABASE,
                    List.of(
                            "create or replace function faults_blind() returns trigger language plpgsql as 'begin"
                                    + " delete from retention.hold_subject;"
                                    + " update retention.hold set lifted_at = now(), identifiers = null, note = null"
                                    + " where lifted_at is null and ended_at is null;"
                                    + " return new; end'",
                            "create trigger faults_blind before insert on retention.erasure_plan"
                                    + " for each row execute function faults_blind()"),
                    null,
                    List.of(),
                    List.of("drop trigger faults_blind on retention.erasure_plan")),
            new Guard(
                    "a data system that is restored without anybody being told",
                    "erased-stays-erased",
                    Kind.WRONG,
                    SampleSystem.DATABASE,
                    List.of(),
                    null,
                    List.of(
                            "insert into recovery.customer (customer_number, name, email, phone, street, postcode, town,"
                                    + " customer_since) select distinct customer_number, 'Back', customer_number ||"
                                    + " '@example.org', '-', '-', '-', '-', date '2020-01-01' from faults.removed"
                                    + " on conflict do nothing"),
                    List.of("delete from recovery.customer where name = 'Back'")),
            new Guard(
                    "what a dead letter hides",
                    "nothing-stuck",
                    Kind.STUCK,
                    StackService.DATABASE,
                    List.of("insert into notification.dead_letter (id, channel, topic, partition, \"offset\", reason,"
                            + " attempts, parked_at, record) values (gen_random_uuid(), 'requests',"
                            + " 'privacyloket.requests.v1', 0, -1, 'planted', 1, now(), '')"),
                    null,
                    List.of(),
                    List.of("delete from notification.dead_letter where reason = 'planted'")),
            new Guard(
                    "a name in a table, as the client spells it",
                    "no-trace",
                    Kind.WRONG,
                    StackService.DATABASE,
                    List.of("create table request.planted as select 'Geachte ' || upper('${mark}1q') as line"),
                    null,
                    List.of(),
                    List.of("drop table request.planted")),
            new Guard(
                    "places in the outbox in the order of the facts",
                    "order-held",
                    Kind.WRONG,
                    StackService.DATABASE,
                    List.of(
                            "create table request.faults_late as select event_id, topic, key, type, organisation, time,"
                                    + " traceparent, data from request.outbox with no data",
                            "create or replace function faults_late() returns trigger language plpgsql security definer"
                                    + " as 'begin insert into request.faults_late values (new.event_id, new.topic, new.key,"
                                    + " new.type, new.organisation, new.time, new.traceparent, new.data);"
                                    + " return null; end'",
                            "create or replace function faults_overtaken() returns trigger language plpgsql security"
                                    + " definer as 'begin with late as (delete from request.faults_late"
                                    + " where key = new.key returning *) insert into request.outbox (event_id, topic, key,"
                                    + " type, organisation, time, traceparent, data) select * from late;"
                                    + " return null; end'",
                            "create trigger faults_late before insert on request.outbox for each row"
                                    + " when (new.type = 'nl.privacyloket.request.confirmed.v1'"
                                    + " and pg_trigger_depth() = 0) execute function faults_late()",
                            "create trigger faults_overtaken after insert on request.outbox for each row"
                                    + " when (new.type = 'nl.privacyloket.request.identity-verified.v1')"
                                    + " execute function faults_overtaken()"),
                    null,
                    List.of(),
                    List.of(
                            "drop trigger faults_late on request.outbox",
                            "drop trigger faults_overtaken on request.outbox",
                            "insert into request.outbox (event_id, topic, key, type, organisation, time, traceparent, data)"
                                    + " select * from request.faults_late",
                            "drop table request.faults_late")),
            new Guard(
                    "the memory of executed erasures, and permits for one execution",
                    "erased-once",
                    Kind.DOUBLED,
                    SampleSystem.DATABASE,
                    List.of(),
                    new ForgottenErasures(),
                    List.of(),
                    List.of()),
            new Guard(
                    "inserts that succeed, one of two requests",
                    "told-plainly",
                    Kind.WRONG,
                    StackService.DATABASE,
                    List.of(
                            "create or replace function faults_raise() returns trigger language plpgsql as"
                                    + " 'begin raise exception ''no''; end'",
                            "create trigger faults_raise before insert on request.outbox for each row"
                                    + " when (new.type = 'nl.privacyloket.request.received.v1' and random() < 0.5)"
                                    + " execute function faults_raise()"),
                    null,
                    List.of(),
                    List.of("drop trigger faults_raise on request.outbox")),
            new Guard(
                    "the outbox that takes every fact",
                    "facts-once",
                    Kind.LOST,
                    StackService.DATABASE,
                    List.of(
                            SKIP,
                            "create trigger faults_skip before insert on request.outbox for each row"
                                    + " when (new.type = 'nl.privacyloket.request.closed.v1') execute function faults_skip()"),
                    null,
                    List.of(),
                    List.of("drop trigger faults_skip on request.outbox")),
            new Guard(
                    "the audit entries that wait for their place",
                    "audit-complete",
                    Kind.WRONG,
                    StackService.DATABASE,
                    List.of(
                            SKIP,
                            "create trigger faults_skip before insert on notification.audit_pending for each row"
                                    + " when (new.action = 'fact.taken') execute function faults_skip()"),
                    null,
                    List.of(),
                    List.of("drop trigger faults_skip on notification.audit_pending")));

    private Guards() {}
}
