-- What it is for stands in the migration of PostgreSQL with the same number.
create table if not exists dead_letter_count (
  minute datetime(6) not null primary key,
  times  bigint      not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;
