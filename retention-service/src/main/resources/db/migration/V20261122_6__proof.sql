-- What proves an erasure, what repeats it after a restore, and until when backups hold what was erased.

-- Each erase and purge command as it was sent. The person or the records inside are sealed to the data system: this
-- service cannot read them back. Rows go when no backup can bring back what the command erased.
create sequence erasure_execution;
create table erasure_log (
  command_id       uuid        primary key,
  organisation     text        not null,
  system           text        not null,
  event_type       text        not null,
  message_key      text        not null,
  data             bytea       not null,
  kept_at          timestamptz not null,
  executed_at      timestamptz,
  execution        bigint,
  last_executed_at timestamptz,
  constraint an_execution_has_its_place check ((executed_at is null) = (execution is null)),
  constraint an_execution_has_its_latest check ((executed_at is null) = (last_executed_at is null))
);
create index erasure_log_by_execution on erasure_log (system, last_executed_at) where executed_at is not null;
create index erasure_log_by_age on erasure_log (kept_at);

-- Work that goes on after the answer to who started it.
create table job (
  job_id       uuid        primary key,
  organisation text        not null,
  kind         text        not null check (kind in ('restore')),
  system       text        references data_system,
  restored_to  timestamptz,
  started_by   text        not null,
  started_at   timestamptz not null,
  state        text        not null check (state in ('running', 'done', 'failed')),
  ended_at     timestamptz,
  constraint an_ended_job_has_its_end check ((state = 'running') = (ended_at is null))
);
create unique index one_restore_of_a_system_at_a_time on job (system) where kind = 'restore' and state = 'running';
create index job_by_organisation on job (organisation, started_at);

-- One erasure that a restored system gets again: commanded under an id of its own, then verified.
create table restore_step (
  job_id          uuid        not null references job,
  position        integer     not null,
  organisation    text        not null,
  logged          uuid        not null,
  command_id      uuid        unique,
  verify_id       uuid        unique,
  state           text        not null check (state in ('waiting', 'erasing', 'verifying', 'done', 'failed')),
  attempts        integer     not null default 0,
  next_attempt_at timestamptz,
  last_failure    text,
  primary key (job_id, position),
  unique (job_id, logged)
);
create index restore_step_due on restore_step (next_attempt_at) where next_attempt_at is not null;

-- Signed, without personal data beyond the reference. A request has several when parts of it went later.
create table certificate (
  certificate_id uuid        primary key,
  organisation   text        not null,
  kind           text        not null check (kind in ('request', 'sweep')),
  request_id     uuid,
  command_id     uuid        unique,
  jws            text        not null,
  issued_at      timestamptz not null,
  constraint a_certificate_is_about_something check (request_id is not null or command_id is not null)
);
create index certificate_by_request on certificate (request_id, issued_at);

-- What was erased in a system and lives on in its backups until a date.
create table backup_end (
  backup_id    uuid        primary key,
  organisation text        not null,
  request_id   uuid,
  command_id   uuid,
  system       text        not null,
  erased_on    date        not null,
  expires_on   date        not null,
  told_at      timestamptz
);
create index backup_end_ahead on backup_end (expires_on) where told_at is null;

-- Somebody whom data were disclosed to and whose system takes no commands is told by mail; encrypted.
alter table data_system add column contact_email bytea;
