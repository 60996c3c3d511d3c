alter table request
  add column extended_at      timestamptz,
  add column extended_by      text,
  add column extension_reason bytea,
  -- Closed by an officer while not every task had been answered.
  add column overridden       boolean not null default false,
  add column overridden_by    text,
  add column closing_reason   bytea,
  -- When staff are next to hear of the operative date; null when there is nothing more to hear.
  add column next_alarm_at    timestamptz;

-- What is open already is watched too, by the policy that it was made under.
update request r
   set next_alarm_at = ((r.due_on - (p.document ->> 'dueSoon')::interval)::timestamp at time zone (p.document ->> 'zone'))
  from policy p
 where p.organisation = r.organisation and p.version = r.policy_version and r.status <> 'closed';

create index request_by_next_alarm on request (next_alarm_at, id) where next_alarm_at is not null;

-- Rounds of question and answer.
create table clarification (
  id          uuid        primary key,
  request_id  uuid        not null references request (id) on delete cascade,
  question    bytea       not null,
  asked_at    timestamptz not null,
  asked_by    text        not null,
  answer      bytea,
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null))
);
create index clarification_by_request on clarification (request_id, asked_at);

-- What a first officer decided where two have to; the last one of each request.
create table decision_proposal (
  request_id  uuid        primary key references request (id) on delete cascade,
  state       text        not null,
  content     bytea       not null,
  plan_hash   text,
  proposed_at timestamptz not null,
  proposed_by text        not null,
  note        bytea,
  settled_at  timestamptz,
  settled_by  text
);
