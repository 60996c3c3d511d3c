-- Counts the holds of an organisation. Placing a hold raises it; redeeming a permit shares its lock, so that the two have
-- an order.
create table hold_epoch (
  organisation text   primary key,
  epoch        bigint not null
);

-- What names the person and the note are encrypted and go when the hold ends.
create table hold (
  hold_id      uuid        primary key,
  organisation text        not null,
  reason       text        not null,
  by_subject   boolean     not null,
  identifiers  bytea,
  system       text,
  category     text,
  note         bytea,
  request_id   uuid,
  until        date,
  epoch        bigint      not null,
  placed_at    timestamptz not null,
  lifted_at    timestamptz,
  ended_at     timestamptz,
  constraint a_hold_has_a_scope check (by_subject or system is not null or category is not null),
  constraint an_ended_hold_holds_no_person
    check ((lifted_at is null and ended_at is null) or (identifiers is null and note is null))
);
create index hold_by_organisation on hold (organisation, placed_at desc, hold_id);
create index hold_in_force on hold (organisation) where lifted_at is null and ended_at is null;
create index hold_until on hold (until) where until is not null and lifted_at is null and ended_at is null;
create index hold_by_request on hold (request_id) where request_id is not null;

-- By what hashes the person of a hold is known, as long as it lasts.
create table hold_subject (
  hold_id      uuid  not null references hold,
  subject      bytea not null check (octet_length(subject) = 32),
  organisation text  not null,
  primary key (hold_id, subject)
);

-- What a destructive command needs just before it commits. Empty categories mean all.
create table permit (
  command_id     uuid        primary key,
  organisation   text        not null,
  system         text        not null,
  categories     text[]      not null,
  own_request    boolean     not null,
  epoch          bigint      not null,
  state          text        not null check (state in ('issued', 'redeemed', 'settled', 'revoked', 'answered')),
  redeemed_epoch bigint,
  issued_at      timestamptz not null,
  redeemed_at    timestamptz,
  answered_at    timestamptz
);
create index permit_in_flight on permit (organisation, redeemed_epoch) where state = 'redeemed';
create index permit_answered on permit (answered_at) where answered_at is not null;

-- What a case left because of a hold, with the hold that it waits for; without one it goes on at the next look.
create table held_part (
  request_id   uuid not null references request_case,
  system       text not null references data_system,
  category     text not null,
  organisation text not null,
  hold_id      uuid references hold,
  primary key (request_id, system, category)
);
create index held_part_by_hold on held_part (hold_id);
create index request_case_held on request_case (request_id) where state = 'held';

-- A case that goes on after a hold was lifted needs no new decision, whatever becomes of the request.
alter table request_case add column continues boolean not null default false;

-- A command whose permit was revoked is followed by another one of the same round.
alter table system_task add column superseded boolean not null default false;
alter table system_task drop constraint system_task_request_id_round_system_command_key;
create unique index system_task_current on system_task (request_id, round, system, command) where not superseded;
