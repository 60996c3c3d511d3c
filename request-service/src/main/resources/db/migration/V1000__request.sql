-- Columns of type bytea hold ciphertext bound to their row and column, or keyed hashes; no other column holds personal data.

create table policy (
  organisation text        not null,
  version      integer     not null check (version > 0),
  valid_from   date        not null,
  published_at timestamptz not null,
  document     jsonb       not null,
  primary key (organisation, version)
);

create function policy_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a published policy is final';
end
$$;
create trigger policy_is_final before update or delete or truncate on policy
  for each statement execute function policy_is_final();

-- The last number given out. Taken in a transaction of its own, so a number may be skipped and nobody waits for a request.
create table reference_counter (
  organisation text    not null,
  year         integer not null,
  last         bigint  not null,
  primary key (organisation, year)
);

create table request (
  id                   uuid        primary key,
  revision             bigint      not null,
  organisation         text        not null,
  reference            text        not null unique,
  invoked_right        text        not null,
  status               text        not null,
  outcome              text,
  channel              text        not null,
  role                 text,
  locale               text        not null,
  categories           jsonb       not null,
  purpose              text,
  policy_version       integer     not null,

  received_at          timestamptz not null,
  registered_at        timestamptz not null,
  received_on          date        not null,
  promised_on          date,
  statutory_due_on     date        not null,
  alarm_on             date        not null,
  due_on               date        not null,
  extended_on          date,
  closed_at            timestamptz,

  requester_name       bytea       not null,
  requester_email      bytea,
  requester_birth_date bytea,
  email_index          bytea,
  representative       bytea,
  identifiers          bytea       not null,
  details              bytea,
  corrections          bytea,
  transfer_to          bytea,

  status_token         bytea       not null,
  status_token_hash    bytea       not null,

  code_hash            bytea,
  code_attempts        integer     not null,
  confirmed_at         timestamptz,

  identity_method      text,
  identity_outcome     text,
  identity_checked_at  timestamptz,
  identity_checked_by  text,
  identity_note        bytea,

  plan_hash            text,
  planned_at           timestamptz,
  verdicts             jsonb       not null,

  decision             text,
  ground               text,
  reason               bytea,
  decided_at           timestamptz,
  decided_by           text,
  decided_plan_hash    text,

  upload_secret        bytea,
  awaited_parts        jsonb,
  failed_system        text,
  failure              text,
  export_until         timestamptz,

  foreign key (organisation, policy_version) references policy (organisation, version),
  check ((status = 'closed') = (closed_at is not null)),
  check (status <> 'closed' or outcome is not null)
);
create index request_by_due on request (organisation, due_on, id);
create index request_by_email on request (organisation, email_index) where email_index is not null;

-- What happened, in order: the timeline. Facts hold codes, dates and ids only.
create table request_fact (
  id         bigint generated always as identity primary key,
  request_id uuid        not null references request (id) on delete cascade,
  at         timestamptz not null,
  kind       text        not null,
  for_person boolean     not null,
  details    jsonb       not null
);
create index request_fact_by_request on request_fact (request_id, id);

create table request_task (
  request_id uuid        not null references request (id) on delete cascade,
  system     text        not null,
  command    text        not null,
  state      text        not null,
  changed_at timestamptz not null,
  primary key (request_id, system, command)
);

create table idempotency_key (
  organisation text        not null,
  key_hash     bytea       not null,
  body_hash    bytea       not null,
  request_id   uuid        not null,
  answer       bytea       not null,
  created_at   timestamptz not null,
  primary key (organisation, key_hash)
);
create index idempotency_key_by_age on idempotency_key (created_at);

-- What data systems brought for an export, until the package is made.
create table export_part (
  request_id  uuid        not null references request (id) on delete cascade,
  command_id  uuid        not null,
  digest      bytea       not null,
  content     bytea,
  uploaded_at timestamptz not null,
  primary key (request_id, command_id)
);

create table export_package (
  request_id uuid        primary key references request (id) on delete cascade,
  content    bytea       not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null
);
create index export_package_by_expiry on export_package (expires_at);
