-- How far an announcement is, in a table of its own. It is written anew a hundred times a second, each time as another row
-- under the next number, and read from the highest number down: the first that is looked at is the one that holds, also
-- while a snapshot that somebody holds open keeps thousands of dead ones from being cleared away. The announcement's own row
-- is the lock under which that happens, and is rewritten when somebody steers it.
create table announcement_progress (
  announcement    uuid             not null references announcement on delete cascade,
  step            bigint           not null,
  -- Mails that may be sent now, which all instances share, and as of when.
  tokens          double precision not null default 0,
  tokens_at       timestamptz      not null,
  -- Subscribers stand in the order of their places: those up to the cursor were met, those behind the last came later.
  cursor          bigint           not null default 0,
  -- No mail that is in hand or to be tried again has a due_at before this.
  looked_until    timestamptz      not null default '-infinity',
  sent            bigint           not null default 0,
  failed          bigint           not null default 0,
  unsubscribed    bigint           not null default 0,
  not_subscribed  bigint           not null default 0,
  suppressed      bigint           not null default 0,
  same_address    bigint           not null default 0,
  -- Attempts of which nobody knows whether the mail had gone before: so many may have arrived twice.
  repeated        bigint           not null default 0,
  primary key (announcement, step)
);
insert into announcement_progress (announcement, step, tokens, tokens_at, cursor, sent, failed, unsubscribed, not_subscribed,
  suppressed, same_address, repeated)
select id, 1, tokens, tokens_at, cursor, sent, failed, unsubscribed, not_subscribed, suppressed, same_address, repeated
from announcement;
-- They go from the row, so that an instance of an earlier version that still runs stops there instead of going by them.
alter table announcement drop column tokens, drop column tokens_at, drop column cursor, drop column sent,
  drop column failed, drop column unsubscribed, drop column not_subscribed, drop column suppressed,
  drop column same_address, drop column repeated;
