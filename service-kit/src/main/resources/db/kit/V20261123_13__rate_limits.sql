-- How much of a limit of public calls was handed out to the instances, by keyed hash of the client's or the mail address. Unlogged:
-- it is in no backup and no replica, costs no write-ahead log, and after a crash everybody simply begins anew.
create unlogged table rate_limit (
  key      bytea       primary key,
  ends_at  timestamptz not null,
  reserved integer     not null,
  -- What the last instance to ask was given.
  share    integer     not null
);
create index rate_limit_by_end on rate_limit (ends_at);
