-- The connector's own tables in a MariaDB data system: messaging and the connector's memory, in a database of their own on
-- the server of the data, so that a change and its answer commit together. Moments are in UTC. Names and codes compare byte
-- by byte; names in back quotes, so that it does not matter how the session quotes.

create table if not exists outbox (
  id           bigint       not null auto_increment primary key,
  event_id     varchar(128) not null,
  topic        varchar(249) not null,
  `key`        text         not null,
  type         varchar(255) not null,
  organisation varchar(255) not null,
  time         datetime(6)  not null,
  traceparent  varchar(64),
  data         longblob     not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- One transaction at a time appends to the same key.
create table if not exists outbox_lock (bucket int not null primary key) engine = InnoDB;
insert ignore into outbox_lock with recursive n as (select 0 as bucket union all select bucket + 1 from n where bucket < 511)
select bucket from n;

create table if not exists inbox (
  channel    varchar(64)  not null,
  source     varchar(255) not null,
  event_id   varchar(400) not null,
  handled_at datetime(6)  not null,
  primary key (channel, source, event_id),
  key inbox_by_age (handled_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists dead_letter (
  id           char(36)     not null primary key,
  channel      varchar(64)  not null,
  topic        varchar(249) not null,
  `partition`  int          not null,
  `offset`     bigint       not null,
  type         varchar(255),
  source       varchar(255),
  event_id     varchar(255),
  organisation varchar(255),
  reason       varchar(255) not null,
  fault        varchar(255),
  attempts     int          not null,
  parked_at    datetime(6)  not null,
  record       longblob     not null,
  unique (channel, topic, `partition`, `offset`),
  key dead_letter_by_age (parked_at, id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists audit_pending (
  id             bigint       not null auto_increment primary key,
  at             datetime(6)  not null,
  organisation   varchar(255) not null,
  actor          varchar(255) not null,
  action         varchar(255) not null,
  object_type    varchar(255) not null,
  object_id      varchar(255) not null,
  outcome        varchar(255) not null,
  policy_version int
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- Insert only. No trigger says so: to make one takes more than ordinary rights where the server keeps a binary log.
create table if not exists audit_entry (
  `index`        bigint       not null primary key,
  at             datetime(6)  not null,
  organisation   varchar(255) not null,
  actor          varchar(255) not null,
  action         varchar(255) not null,
  object_type    varchar(255) not null,
  object_id      varchar(255) not null,
  outcome        varchar(255) not null,
  policy_version int
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists audit_head (
  only_row   boolean not null default true primary key check (only_row = 1),
  next_index bigint  not null
) engine = InnoDB;
insert into audit_head (next_index) select 0 from dual where not exists (select 1 from audit_head);

-- One execution of a command at a time: a row for each of so many.
create table if not exists command_lock (bucket int not null primary key) engine = InnoDB;
insert ignore into command_lock with recursive n as (select 0 as bucket union all select bucket + 1 from n where bucket < 511)
select bucket from n;

create table if not exists erased_person (
  id         char(36)    not null primary key,
  request_id char(36),
  command_id char(36)    not null,
  erased_at  datetime(6) not null,
  key erased_person_by_request (request_id),
  key erased_person_by_age (erased_at)
) engine = InnoDB character set ascii collate ascii_bin;

create table if not exists erased_identifier (
  person_id char(36)     character set ascii collate ascii_bin not null,
  type      varchar(100) not null,
  hash      varchar(200) not null,
  primary key (person_id, type, hash),
  key erased_identifier_by_hash (hash),
  foreign key (person_id) references erased_person (id) on delete cascade
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists retained_record (
  table_name     varchar(130) not null,
  row_key        varchar(600) not null,
  person_id      char(36)     character set ascii collate ascii_bin not null,
  category       varchar(255) not null,
  retained_until date,
  retained_at    datetime(6)  not null,
  primary key (table_name, row_key),
  foreign key (person_id) references erased_person (id) on delete cascade
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists made_value (
  table_name varchar(130) not null,
  row_key    varchar(600) not null,
  digest     varchar(32)  not null,
  primary key (table_name, row_key)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists executed_command (
  command_id  char(36)    not null primary key,
  answer      longtext    not null,
  executed_at datetime(6) not null,
  key executed_command_by_age (executed_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists pending_upload (
  command_id      char(36)    not null primary key,
  command         longtext    not null,
  received_at     datetime(6) not null,
  attempts        int         not null default 0,
  next_attempt_at datetime(6) not null,
  key pending_upload_by_turn (next_attempt_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists pending_purge (
  command_id      char(36)    not null primary key,
  command         longtext    not null,
  received_at     datetime(6) not null,
  attempts        int         not null default 0,
  next_attempt_at datetime(6) not null,
  run             char(36),
  progress        longtext,
  stopped_at      datetime(6),
  key pending_purge_by_turn (next_attempt_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;
