-- Who holds what about whom since when, registered by the data systems; the subject is a keyed hash. Tens of millions of
-- rows: narrow, and the cost of a sweep follows what is due.

-- What data systems register, each (system, category) under a short number. Never deleted, so that numbers may be kept
-- in memory.
create table holding_stream (
  id           integer generated always as identity primary key,
  organisation text not null,
  system       text not null,
  category     text not null,
  unique (organisation, system, category)
);

-- triggered: number of the trigger that started_on is the date of. done: what was done to the record already, without
-- it being gone (2 anonymised, 4 restricted). due_on, rule, action: what the rules said when they were last asked; null
-- while it is open when the holding goes. The sweep asks the rules again.
create table holding (
  stream     integer  not null,
  started_on date     not null,
  due_on     date,
  triggered  smallint not null,
  action     smallint,
  done       smallint not null default 0,
  subject    bytea    not null,
  record_ref text     not null,
  role       text,
  rule       text,
  primary key (stream, record_ref)
) partition by hash (stream, record_ref);
create table holding_0 partition of holding for values with (modulus 8, remainder 0);
create table holding_1 partition of holding for values with (modulus 8, remainder 1);
create table holding_2 partition of holding for values with (modulus 8, remainder 2);
create table holding_3 partition of holding for values with (modulus 8, remainder 3);
create table holding_4 partition of holding for values with (modulus 8, remainder 4);
create table holding_5 partition of holding for values with (modulus 8, remainder 5);
create table holding_6 partition of holding for values with (modulus 8, remainder 6);
create table holding_7 partition of holding for values with (modulus 8, remainder 7);

-- The sweep reads what is due from here alone, in the order in which it is dealt with: a person's records together.
create index holding_due on holding (stream, due_on, subject, record_ref) include (triggered, started_on, role, done)
  where due_on is not null;
create index holding_subject on holding (subject);
create index holding_done on holding (stream, record_ref) where done <> 0;

-- The latest date of each event of a person's; also for holdings that are registered later.
create table subject_event (
  organisation text        not null,
  subject      bytea       not null,
  triggered    smallint    not null,
  happened_on  date        not null,
  told_by      text,
  told_at      timestamptz not null,
  primary key (organisation, subject, triggered)
);

-- By which rules the due dates of a stream stand. While they are worked out anew, after_ref is how far that is; it goes
-- on from there whichever instance takes it up.
create table due_basis (
  stream      integer     primary key references holding_stream,
  rules       text        not null,
  after_ref   text,
  examined    bigint      not null default 0,
  changed     bigint      not null default 0,
  began_at    timestamptz not null,
  finished_at timestamptz
);
create index due_basis_open on due_basis (stream) where finished_at is null;
