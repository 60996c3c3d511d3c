-- Under which key of its caller a hold was placed, so that a repetition finds it. Keyed hashes, forgotten after some days.
create table hold_key (
  organisation text        not null,
  key_hash     bytea       not null check (octet_length(key_hash) = 32),
  body_hash    bytea       not null check (octet_length(body_hash) = 32),
  hold_id      uuid        not null references hold,
  created_at   timestamptz not null,
  primary key (organisation, key_hash)
);
create index hold_key_by_age on hold_key (created_at);
