-- Names are unqualified: the schema of the session is the connector's own schema of one data system.

-- Persons whose rows were erased here, so that a repetition or a check of the same request does not take somebody else
-- for them, and so that what the law kept of them is found again.
create table erased_person (
  id         uuid        primary key,
  request_id uuid        not null,
  command_id uuid        not null,
  erased_at  timestamptz not null
);
create index erased_person_by_request on erased_person (request_id);
create index erased_person_by_age on erased_person (erased_at);

-- What they were known by: keyed hashes, never the values.
create table erased_identifier (
  person_id uuid not null references erased_person on delete cascade,
  type      text not null,
  hash      text not null,
  primary key (person_id, type, hash)
);
create index erased_identifier_by_hash on erased_identifier (hash);

-- Rows of the data system that a law keeps: they have lost their link to the person, which is here instead. Nothing of the
-- row but its key.
create table retained_record (
  table_name     text        not null,
  row_key        jsonb       not null,
  person_id      uuid        not null references erased_person on delete cascade,
  category       text        not null,
  retained_until date,
  retained_at    timestamptz not null,
  primary key (table_name, row_key)
);
create index retained_record_by_person on retained_record (person_id);

-- Erasures that were executed, with their answer (counts), so that a repeated command gets the same one.
create table executed_command (
  command_id  uuid        primary key,
  answer      text        not null,
  executed_at timestamptz not null
);
create index executed_command_by_age on executed_command (executed_at);

-- Access commands that wait for their upload. The subject stays sealed.
create table pending_upload (
  command_id      uuid        primary key,
  command         text        not null,
  received_at     timestamptz not null,
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null
);
create index pending_upload_by_turn on pending_upload (next_attempt_at);
