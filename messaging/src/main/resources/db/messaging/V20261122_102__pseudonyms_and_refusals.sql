-- Who stands behind a pseudonym in the audit log: one row, with a random key of its own, for each member of staff of each
-- organisation, and for each person about whom an entry was made. Without its row a pseudonym is a random number.
create table audit_pseudonym (
  id           uuid  primary key,
  kind         text  not null check (kind in ('actor', 'person')),
  organisation text  not null,
  -- Keyed hash of kind, organisation and name, by which the row is found again.
  name_index   bytea not null,
  -- Encrypted. A person concerned is not resolved, so there is no name.
  name         bytea,
  -- Encrypted.
  key          bytea not null,
  pseudonym    text  not null,
  seen_on      date  not null,
  unique (name_index),
  unique (pseudonym)
);
create index audit_pseudonym_by_age on audit_pseudonym (seen_on);

-- Refused calls that are counted and become one entry of the audit log a minute: a flood must not grow the log.
create table audit_refusal (
  minute       timestamptz not null,
  organisation text        not null,
  actor        text        not null,
  outcome      text        not null,
  object_type  text        not null,
  object_id    text        not null,
  request_id   text        not null,
  times        bigint      not null,
  primary key (minute, organisation, actor, outcome, object_type, object_id, request_id)
);
