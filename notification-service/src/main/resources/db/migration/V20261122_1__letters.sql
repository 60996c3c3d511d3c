-- Messages also go on paper, to other controllers, to staff, and to people whose data are disclosed without a request.
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check
  check (state in ('queued', 'to-print', 'sending', 'sent', 'failed'));
alter table message add column channel text not null default 'e-mail' check (channel in ('e-mail', 'letter'));
-- Of what brings its own facts, such as a disclosure. Null: that of the request, which request_id then names.
alter table message add column policy_version integer;
comment on column message.request_id is 'The request; for a message about a disclosure, the disclosure.';

create index message_to_print on message (organisation, place) where state = 'to-print';
-- The contact came with what happened and stands in the occasion: that of the request may be forgotten, or is not needed.
alter table message add column own_contact boolean not null default false;
create index message_own_contact on message (settled_at) where own_contact and occasion is not null;
drop index message_unsettled;
create index message_unsettled on message (request_id, receiver, place)
  where state in ('queued', 'to-print', 'sending');

-- How the contact is reached.
alter table correspondence add column channel text not null default 'e-mail' check (channel in ('e-mail', 'letter'));
-- The decision has said all that the completion would say.
alter table correspondence add column told_by_rule boolean not null default false;

-- What those who follow the policy are to be told of this version, by language.
alter table organisation_policy add column announcement jsonb;
