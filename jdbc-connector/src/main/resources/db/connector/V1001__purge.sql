-- Records go without a request when their term has ended; what they leave behind is remembered all the same.
alter table erased_person alter column request_id drop not null;

-- Purges that are not done: the command, what is sealed still sealed; who works on it; and what was done of it, in counts.
create table pending_purge (
  command_id      uuid        primary key,
  command         text        not null,
  received_at     timestamptz not null,
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null,
  run             uuid,
  progress        text
);
create index pending_purge_by_turn on pending_purge (next_attempt_at);
