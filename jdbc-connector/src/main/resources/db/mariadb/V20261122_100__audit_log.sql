-- The audit log becomes a Merkle tree with signed checkpoints (ADR 0019). What the columns mean stands in the migration of
-- PostgreSQL with the same number. Each statement may be run again: MariaDB commits them one by one.

alter table audit_pending add column if not exists request_id char(36);

alter table audit_entry
  add column if not exists request_id char(36),
  add column if not exists data       longblob,
  add index if not exists audit_entry_by_request (request_id, `index`);

create table if not exists audit_node (
  level smallint   not null,
  place bigint     not null,
  hash  binary(32) not null,
  primary key (level, place)
) engine = InnoDB;

alter table audit_head
  add column if not exists tree_size       bigint          not null default 0,
  add column if not exists frontier        varbinary(2048) not null default '',
  add column if not exists checkpoint      text,
  add column if not exists checkpoint_size bigint,
  add column if not exists checkpoint_at   datetime(6),
  add column if not exists key_id          varchar(64);
