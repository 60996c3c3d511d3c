-- Addresses that no mail goes to: mail came back from them, or somebody there wants none. Keyed hashes, never addresses.
create table suppressed_address (
  id           uuid        primary key,
  organisation text        not null,
  address_hash text        not null,
  reason       text        not null check (reason in ('bounced', 'unwanted')),
  -- What the mail server said of it (RFC 3463), such as 5.1.1.
  status       text,
  since        timestamptz not null,
  unique (organisation, address_hash)
);
create index suppressed_address_since on suppressed_address (since);

-- When it was last begun to be sent, and the keyed hash of the address: by these a bounce is believed. The hash goes when
-- none is believed any more.
alter table message add column tried_at timestamptz;
alter table message add column tried_address text;
create index message_tried on message (tried_at) where tried_address is not null;
-- How often it went again while the mail before it may have arrived.
alter table message add column uncertain integer not null default 0;
-- After sending: until when what it said is kept, in case it comes back. Null: as long as the contact.
alter table message add column content_until timestamptz;
create index message_content on message (content_until) where content_until is not null;
-- Of a message about a disclosure: what is known of that; nothing of the person.
alter table message add column disclosure jsonb;
