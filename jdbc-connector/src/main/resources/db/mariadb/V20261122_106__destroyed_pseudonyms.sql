-- What it is for stands in the migration of PostgreSQL with the same number.
create table if not exists audit_pseudonym_destroyed (
  pseudonym varchar(40) not null primary key
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;
