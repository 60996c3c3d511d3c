-- Names are unqualified: the schema of the session decides whose messaging this is.

-- Events that wait for Kafka. A row goes as soon as Kafka has acknowledged it.
create table outbox (
  id           bigint generated always as identity primary key,
  event_id     text        not null,
  topic        text        not null,
  key          text        not null,
  type         text        not null,
  organisation text        not null,
  time         timestamptz not null,
  traceparent  text,
  data         bytea       not null
);

-- What a channel has handled: written in the transaction of the effect, so an event takes effect once.
create table inbox (
  channel     text        not null,
  source      text        not null,
  event_id    text        not null,
  handled_at  timestamptz not null,
  primary key (channel, source, event_id)
);
create index inbox_by_age on inbox (handled_at);

-- Events that could not be handled. The payload is encrypted: a foreign producer may have sent anything.
create table dead_letter (
  id           uuid        primary key,
  channel      text        not null,
  topic        text        not null,
  partition    integer     not null,
  "offset"     bigint      not null,
  type         text,
  source       text,
  event_id     text,
  organisation text,
  reason       text        not null,
  fault        text,
  attempts     integer     not null,
  parked_at    timestamptz not null,
  record       bytea       not null,
  unique (channel, topic, partition, "offset")
);
create index dead_letter_by_age on dead_letter (parked_at, id);

-- Audit entries of committed business transactions that have no place in the log yet.
create table audit_pending (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  organisation   text        not null,
  actor          text        not null,
  action         text        not null,
  object_type    text        not null,
  object_id      text        not null,
  outcome        text        not null,
  policy_version integer
);

-- The log: indices without a gap from 0, given by the one active relay. Insert only.
create table audit_entry (
  index          bigint      primary key,
  at             timestamptz not null,
  organisation   text        not null,
  actor          text        not null,
  action         text        not null,
  object_type    text        not null,
  object_id      text        not null,
  outcome        text        not null,
  policy_version integer
);

create table audit_head (
  only_row   boolean primary key default true check (only_row),
  next_index bigint  not null
);
insert into audit_head (next_index) values (0);

create function audit_entry_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are final';
end
$$;
create trigger audit_entry_is_final before update or delete or truncate on audit_entry
  for each statement execute function audit_entry_is_final();
