-- Who is told of changes of the statement, and of what else they asked for. One row for each entry of a list that a system keeps.
create table subscriber (
  id             uuid        primary key,
  -- The order in which announcements go through them. An insert holds the lock of SubscriberLock shared, so that who holds it
  -- alone knows that every place up to the highest is committed.
  place          bigint      not null generated always as identity,
  organisation   text        not null,
  -- The system's own id.
  subscriber     text        not null,
  -- Encrypted. Null when nothing is to be sent to it any more.
  email          bytea,
  address_hash   text        not null,
  -- Keyed hashes by which a request finds the person: the address, the id, other identifiers.
  subject_hashes text[]      not null,
  locale         text        not null,
  -- What may be sent to it now.
  purposes       text[]      not null,
  consent_source text,
  consented_at   timestamptz,
  changed_at     timestamptz not null,
  unique (organisation, subscriber),
  check ((consent_source is null) = (consented_at is null)),
  check ((email is null) = (cardinality(purposes) = 0)),
  check (subject_hashes[1] = address_hash)
);
create index subscriber_in_order on subscriber (organisation, place);
create index subscriber_by_address on subscriber (organisation, address_hash);
create index subscriber_by_subject on subscriber using gin (subject_hashes);

-- What somebody no longer wants, by hashes alone: it outlives the subscription, or the next synchronisation would undo it.
create table ended_purpose (
  organisation text        not null,
  subject_hash text        not null,
  -- '*' for every purpose but policy-change.
  purpose      text        not null,
  ended_at     timestamptz not null,
  ended_by     text        not null check (ended_by in ('link', 'request', 'system', 'erasure')),
  primary key (organisation, subject_hash, purpose)
);

-- An erasure reaches what lies here to be sent. What it takes back counts as settled.
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check
  check (state in ('queued', 'to-print', 'sending', 'sent', 'failed', 'withdrawn'));
alter table message drop constraint message_check2;
alter table message add constraint message_check2
  check ((state in ('sent', 'failed', 'withdrawn')) = (settled_at is not null));

-- Keyed hashes of the identifiers of whom a request is about, by which an erasure finds what was written of it. They go with the
-- address that was written to.
alter table correspondence add column subject_hashes text[];
create index correspondence_by_subject on correspondence using gin (subject_hashes) where subject_hashes is not null;
-- Of the address that a message about a disclosure brought with it.
alter table message add column address_hash text;
create index message_by_address on message (organisation, address_hash) where address_hash is not null;
