-- What a request can say beyond its right, and which requests came in one message.
alter table request
  add column requester_postal_address bytea,
  add column restriction_ground       text,
  add column erasure_ground           text,
  -- The first of those that came in one message; null for that one itself and for a request that came alone.
  add column combined_with            uuid references request (id);
create index request_by_combination on request (combined_with) where combined_with is not null;
