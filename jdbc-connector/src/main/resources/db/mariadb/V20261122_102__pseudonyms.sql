-- Who stands behind a pseudonym in the audit log (ADR 0021). What the columns mean stands in the migration of PostgreSQL with
-- the same number.
create table if not exists audit_pseudonym (
  id           char(36)     character set ascii collate ascii_bin not null primary key,
  kind         varchar(10)  not null,
  organisation varchar(255) not null,
  name_index   binary(32)   not null,
  name         blob,
  `key`        blob         not null,
  pseudonym    varchar(40)  not null,
  seen_on      date         not null,
  unique (name_index),
  unique (pseudonym),
  key audit_pseudonym_by_age (seen_on)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;
