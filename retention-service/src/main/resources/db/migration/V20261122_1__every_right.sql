-- Which part of an organisation a version of its policy is about; null for versions that came before there were parts.
alter table policy add column scope text;

-- What a request is about, what was granted of it, and what has to be done. Empty categories mean all.
alter table request_case
  add column asked_categories   text[] not null default '{}',
  add column granted_categories text[] not null default '{}',
  add column purpose            text,
  add column corrections        bytea;
alter table request_case drop constraint an_ended_case_holds_no_person;
alter table request_case add constraint an_ended_case_holds_no_person
  check (ended_at is null
         or (subject_hash is null and identifiers is null and upload is null and corrections is null));

-- A task that people carry out is never sent.
alter table system_task alter column sent_at drop not null;

-- What a system said that became of a field, or of a category whose use was restricted or freed.
create table task_effect (
  command_id   uuid    not null references system_task,
  position     integer not null,
  organisation text    not null,
  item         text    not null,
  affected     integer not null,
  outcome      text    not null,
  identifier   boolean not null,
  primary key (command_id, position)
);
