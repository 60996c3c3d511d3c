-- What goes by itself: who works at it and how far that is, what was commanded, what came of it.

-- Categories of which a data system registers nothing: it is told what goes by its age.
alter table data_system add column age_swept text[] not null default '{}';

-- The work on one data system's holdings of one day. Whoever holds the row's lock works at it, so that any number of
-- instances may. The cursor is the last holding that was looked at: nothing before it is read again until the slice is
-- armed anew, however many dead rows lie there.
create table sweep_slice (
  organisation   text        not null,
  system         text        not null,
  on_day         date,
  cursor_due     date,
  cursor_subject bytea,
  cursor_stream  integer,
  cursor_ref     text,
  held           bigint      not null default 0,
  next_at        timestamptz not null,
  primary key (organisation, system),
  constraint a_cursor_is_whole
    check (num_nulls(cursor_due, cursor_subject, cursor_stream, cursor_ref) in (0, 4))
);
create index sweep_slice_next on sweep_slice (next_at);

-- Asks for a look from the beginning. Rows are only added, so that who asks waits for nobody. Without a system all of the
-- organisation's are meant; anew: also what was given up or kept today.
create table sweep_arming (
  arming_id    bigint  generated always as identity primary key,
  organisation text    not null,
  system       text,
  anew         boolean not null
);

-- One order to a data system to let go of what is due. Commanded and answered, then verified by a separate question.
create table sweep_command (
  command_id      uuid        primary key,
  verify_id       uuid        unique,
  organisation    text        not null,
  system          text        not null,
  on_day          date        not null,
  scope           text        not null check (scope in ('records', 'rule', 'retained', 'request-file')),
  action          text        not null,
  categories      text[]      not null,
  records         integer     not null,
  trigger_kind    text,
  started_before  date,
  rule            text,
  request_id      uuid,
  kept_before     date,
  policy_version  integer     not null,
  state           text        not null check (state in ('purging', 'verifying', 'done', 'failed', 'revoked')),
  closed          boolean     not null default false,
  event_type      text        not null,
  data            bytea,
  attempts        integer     not null,
  issued_at       timestamptz not null,
  next_attempt_at timestamptz,
  executed_at     timestamptz,
  verified_at     timestamptz,
  last_failure    text,
  constraint a_rule_is_whole
    check ((scope = 'rule') = (started_before is not null and trigger_kind is not null)),
  constraint what_was_retained_has_a_request
    check (scope not in ('retained', 'request-file') or request_id is not null)
);
create index sweep_command_by_run on sweep_command (organisation, system, on_day);
create index sweep_command_open on sweep_command (organisation, system) where state in ('purging', 'verifying');
create index sweep_command_due on sweep_command (next_attempt_at) where next_attempt_at is not null;
create index sweep_command_to_close on sweep_command (organisation, system) where not closed;
-- What is found by age is commanded once a day, what was retained once at a time.
create unique index one_order_by_age_a_day
  on sweep_command (organisation, system, on_day, categories, trigger_kind, action)
  where scope = 'rule' and state <> 'revoked' and not closed;
create unique index one_order_about_retained_parts
  on sweep_command (request_id, system) where scope = 'retained' and state <> 'revoked' and not closed;

-- Which record is in which command, at which place. A record is in one at most.
create table sweep_claim (
  stream     integer not null,
  record_ref text    not null,
  command_id uuid    not null references sweep_command,
  position   integer not null,
  rule       text    not null,
  started_on date    not null,
  primary key (stream, record_ref)
);
create unique index sweep_claim_by_command on sweep_claim (command_id, position);

-- What the system said that it did, by category.
create table sweep_outcome (
  command_id   uuid   not null references sweep_command,
  category     text   not null,
  organisation text   not null,
  rule         text,
  erased       bigint not null,
  anonymised   bigint not null,
  restricted   bigint not null,
  absent       bigint not null,
  kept         bigint not null,
  primary key (command_id, category)
);

-- What it kept, and why; the place is that of the record in the command.
create table sweep_kept (
  command_id   uuid    not null references sweep_command,
  line         integer not null,
  organisation text    not null,
  record       integer,
  category     text    not null,
  reason       text    not null,
  kept_rows    bigint  not null,
  primary key (command_id, line)
);

-- Parts of completed erasures that had to stay, with the day on which they may go. started_before: all of it began before
-- that date, when that is known.
create table release (
  request_id     uuid        not null,
  system         text        not null,
  category       text        not null,
  release_on     date        not null,
  organisation   text        not null,
  holdings       integer     not null,
  basis          text        not null,
  started_before date,
  primary key (request_id, system, category, release_on)
);
create index release_due on release (organisation, system, release_on);
