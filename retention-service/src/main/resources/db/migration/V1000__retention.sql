-- Schema of the retention service. Every row belongs to one organisation.

-- Projection of the published policies: just what decides how long data are kept.
create table policy (
  organisation text        not null,
  version      integer     not null,
  valid_from   date        not null,
  zone         text        not null,
  published_at timestamptz not null,
  primary key (organisation, version)
);

create table retention_rule (
  organisation text    not null,
  version      integer not null,
  rule_id      text    not null,
  category     text    not null,
  kind         text    not null,
  trigger_kind text    not null,
  period       text    not null,
  count_from   text    not null,
  basis        text    not null,
  action       text    not null,
  primary key (organisation, version, rule_id),
  foreign key (organisation, version) references policy
);

-- Ids of data systems are unique over all organisations: they name a topic.
create table data_system (
  id            text        primary key,
  organisation  text        not null,
  name          text        not null,
  kind          text        not null check (kind in ('own', 'recipient')),
  categories    text[]      not null,
  capabilities  text[]      not null,
  public_key    text        not null,
  backup_window text,
  answer_time   text,
  version       integer     not null,
  registered_at timestamptz not null,
  changed_at    timestamptz not null
);
create index data_system_by_organisation on data_system (organisation, id);

-- What this service does for one request. Identifiers and upload address are encrypted and go when the case ends.
create table request_case (
  request_id      uuid        primary key,
  organisation    text        not null,
  reference       text        not null,
  exercised_right text        not null,
  policy_version  integer     not null,
  state           text        not null,
  round           integer     not null,
  subject_hash    text,
  identifiers     bytea,
  upload          bytea,
  plan_id         uuid,
  decided_hash    text,
  failed_system   text,
  failure         text,
  opened_at       timestamptz not null,
  ended_at        timestamptz,
  constraint an_ended_case_holds_no_person
    check (ended_at is null or (subject_hash is null and identifiers is null and upload is null))
);
create index request_case_by_organisation on request_case (organisation, request_id);

-- Each plan that was shown, the latest is the case's plan_id.
create table erasure_plan (
  plan_id        uuid        primary key,
  request_id     uuid        not null references request_case,
  organisation   text        not null,
  hash           text        not null,
  policy_version integer     not null,
  planned_on     date        not null,
  planned_at     timestamptz not null
);
create index erasure_plan_by_request on erasure_plan (request_id, planned_at);

create table erasure_verdict (
  plan_id      uuid    not null references erasure_plan,
  position     integer not null,
  organisation text    not null,
  system       text    not null,
  category     text    not null,
  verdict      text    not null,
  kept_until   date,
  basis        text,
  holdings     integer not null,
  primary key (plan_id, position)
);

-- One command to one data system.
create table system_task (
  command_id      uuid        primary key,
  request_id      uuid        not null references request_case,
  organisation    text        not null,
  system          text        not null references data_system,
  command         text        not null,
  round           integer     not null,
  state           text        not null,
  attempts        integer     not null,
  created_at      timestamptz not null,
  sent_at         timestamptz not null,
  next_attempt_at timestamptz,
  answered_at     timestamptz,
  last_failure    text,
  unique (request_id, round, system, command)
);
create index system_task_due on system_task (next_attempt_at) where next_attempt_at is not null;

create table task_instruction (
  command_id     uuid    not null references system_task,
  position       integer not null,
  organisation   text    not null,
  category       text    not null,
  verdict        text    not null,
  started_before date,
  started_from   date,
  kept_until     date,
  primary key (command_id, position)
);

-- What a system said that it holds.
create table task_holding (
  command_id   uuid    not null references system_task,
  position     integer not null,
  organisation text    not null,
  category     text    not null,
  started_on   date,
  holdings     integer not null,
  primary key (command_id, position)
);

-- What a system said that it did.
create table task_outcome (
  command_id   uuid    not null references system_task,
  position     integer not null,
  organisation text    not null,
  category     text    not null,
  erased       integer not null,
  anonymised   integer not null,
  retained     integer not null,
  primary key (command_id, position)
);
