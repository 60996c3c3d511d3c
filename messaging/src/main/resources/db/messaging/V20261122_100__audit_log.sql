-- The audit log becomes a Merkle tree (RFC 6962) with signed checkpoints (ADR 0019).

-- The request that an act was about, so that the logs of services can be laid side by side.
alter table audit_pending add column request_id uuid;

-- What was published, byte for byte: the tree hashes these bytes. Null in rows from before, and in those that an instance of
-- before adds while the instances are replaced one by one; theirs are written again from the columns.
alter table audit_entry
  add column request_id uuid,
  add column data       bytea;
create index audit_entry_by_request on audit_entry (request_id, index) where request_id is not null;

-- Hashes of whole subtrees of 2^level entries, at levels 0, 8, 16, … only: what lies between is computed from at most 256 of them.
create table audit_node (
  level smallint not null,
  place bigint   not null,
  hash  bytea    not null,
  primary key (level, place)
);
create trigger audit_node_is_final before update or delete or truncate on audit_node
  for each statement execute function audit_entry_is_final();

-- How far the tree has grown, its right edge (32 bytes for each whole subtree), the last checkpoint, the key that signed it.
alter table audit_head
  add column tree_size       bigint not null default 0,
  add column frontier        bytea  not null default '',
  add column checkpoint      text,
  add column checkpoint_size bigint,
  add column checkpoint_at   timestamptz,
  add column key_id          text;
