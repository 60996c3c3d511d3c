-- Rows whose new values do not show that they were made here (hashes, other digits and letters): a digest of those values, so
-- that a row counts as anonymised only while it holds them.
create table made_value (
  table_name text  not null,
  row_key    jsonb not null,
  digest     text  not null,
  primary key (table_name, row_key)
);

-- A purge that was refused after a part of it: what was done is kept, so that the same command goes on from there.
alter table pending_purge add column stopped_at timestamptz;
