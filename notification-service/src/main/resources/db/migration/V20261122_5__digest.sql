-- Where a request stood by the last fact about it. Null when none has said so yet.
alter table correspondence add column status text;
create index correspondence_open on correspondence (organisation, due_on)
  where closed_at is null and reference is not null;

-- The days of which staff were told, or on which there was nothing to tell; a day is made once by however many instances.
create table digest (
  organisation text        not null,
  day          date        not null,
  -- What happened later goes into the next one.
  covers_until timestamptz not null,
  primary key (organisation, day)
);

create index message_to_staff on message (organisation, kind, created_at) where receiver = 'staff';
create index message_not_arrived on message (organisation, settled_at) where state = 'failed';
comment on column message.request_id is
  'The request; for a message about a disclosure, the disclosure; for one about the organisation, an id made of its name.';
