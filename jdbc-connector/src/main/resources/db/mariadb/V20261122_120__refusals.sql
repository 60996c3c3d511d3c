-- What it is for stands in the migration of PostgreSQL with the number 20261122_102.
create table if not exists audit_refusal (
  minute       datetime(6)  not null,
  organisation varchar(255) not null,
  actor        varchar(40)  not null,
  outcome      varchar(100) not null,
  object_type  varchar(30)  not null,
  object_id    varchar(255) not null,
  request_id   varchar(36)  not null,
  times        bigint       not null,
  primary key (minute, organisation, actor, outcome, object_type, object_id, request_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;
