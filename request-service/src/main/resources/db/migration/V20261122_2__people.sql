-- Files that a person uploads to show who asks, or who may ask for them. They are gone once that is established.
create table identity_evidence (
  request_id  uuid        not null references request (id) on delete cascade,
  kind        text        not null check (kind in ('identity-copy', 'representation-evidence')),
  media_type  text        not null,
  inspection  text        not null,
  -- Ciphertext bound to its request and kind.
  content     bytea       not null,
  received_at timestamptz not null,
  primary key (request_id, kind)
);

-- What stays of the evidence that somebody may act for the person.
create table representation_check (
  request_id uuid        primary key references request (id) on delete cascade,
  capacity   text        not null,
  outcome    text        not null check (outcome in ('verified', 'not-verified')),
  checked_at timestamptz not null,
  checked_by text        not null
);
