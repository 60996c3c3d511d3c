-- What letters need of each version of each organisation's policy; request-service owns the whole.
create table organisation_policy (
  organisation text        not null,
  version      integer     not null,
  published_at timestamptz not null,
  document     jsonb       not null,
  primary key (organisation, version)
);

-- One row for each request that we write about. All but the first two and the last are null while a request is known only
-- by its end, because the event of its beginning was set aside and is still to be replayed.
create table correspondence (
  request_id       uuid        primary key,
  organisation     text        not null,
  reference        text,
  "right"          text,
  locale           text,
  policy_version   integer,
  received_on      date,
  promised_on      date,
  statutory_due_on date,
  due_on           date,
  -- Encrypted name, address, code and token. Null when the person gave no address, and once nothing is left to send.
  contact          bytea,
  closed_at        timestamptz
);
create index correspondence_to_forget on correspondence (closed_at) where contact is not null and closed_at is not null;

create table message (
  id              uuid        primary key,
  place           bigint      not null generated always as identity,
  organisation    text        not null,
  request_id      uuid        not null,
  kind            text        not null,
  receiver        text        not null,
  -- What happened, once: nobody is told twice of the same.
  fact            text        not null,
  -- Encrypted: what only this message says. Goes when it has been sent, unless it can be asked for again.
  occasion        bytea,
  state           text        not null check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts        integer     not null default 0,
  resends         integer     not null default 0,
  created_at      timestamptz not null,
  queued_at       timestamptz not null,
  next_attempt_at timestamptz not null,
  -- Who is sending it, and until when nobody else may.
  claim           uuid,
  lease_until     timestamptz,
  settled_at      timestamptz,
  last_failure    text,
  traceparent     text,
  unique (fact, receiver),
  check ((state = 'sending') = (claim is not null)),
  check ((state = 'sending') = (lease_until is not null)),
  check ((state in ('sent', 'failed')) = (settled_at is not null))
);
create index message_due on message (next_attempt_at, place) where state = 'queued';
create index message_leased on message (lease_until) where state = 'sending';
create index message_unsettled on message (request_id, receiver, place) where state in ('queued', 'sending');
create index message_by_request on message (request_id);
create index message_listed on message (organisation, place);
