-- Data that went, or are to go, to a third party. Who it is about, who gets them and why are ciphertext.
create table disclosure (
  id                uuid        primary key,
  revision          bigint      not null,
  organisation      text        not null,
  reference         text        not null unique,
  state             text        not null,
  basis             text        not null,
  asked_by          text        not null,
  categories        jsonb       not null,
  locale            text        not null,
  policy_version    integer     not null,
  subject           bytea       not null,
  recipient         bytea       not null,
  purpose           bytea       not null,
  asker_reference   bytea,
  -- Only where the person was asked first.
  status_token_hash bytea,
  registered_at     timestamptz not null,
  registered_by     text        not null,
  planned_for       timestamptz,
  answered_at       timestamptz,
  disclosed_at      timestamptz,
  foreign key (organisation, policy_version) references policy (organisation, version),
  check ((state = 'disclosed') = (disclosed_at is not null))
);
create index disclosure_by_organisation on disclosure (organisation, registered_at, id);

-- By what the person is known, as keyed hashes: finds what was disclosed about somebody without reading it.
create table disclosure_subject (
  disclosure_id uuid  not null references disclosure (id) on delete cascade,
  subject_index bytea not null,
  primary key (disclosure_id, subject_index)
);
create index disclosure_subject_by_index on disclosure_subject (subject_index);

-- An export that another controller can fetch, once, with a token of which only a keyed hash is kept.
alter table request
  add column transfer_token_hash bytea,
  add column transfer_offered_at timestamptz,
  add column transferred_at      timestamptz;
