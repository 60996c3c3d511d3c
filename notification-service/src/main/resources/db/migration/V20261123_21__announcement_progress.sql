-- Before anything else, so that this waits for the transactions of instances that are sending, and they for this.
lock table announcement in access exclusive mode;

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

-- Whoever starts one, this version or the one before, which knows nothing of progress.
create function begin_announcement_progress() returns trigger language plpgsql set search_path from current as $$
begin
  insert into announcement_progress (announcement, step, tokens_at) values (new.id, 1, new.started_at);
  return null;
end $$;
create trigger announcement_begun after insert on announcement
  for each row execute function begin_announcement_progress();

-- The columns that moved stay for one release, for instances of the version before: they read them, and have to name a time.
alter table announcement alter column tokens_at set default now();

-- What such an instance may write meanwhile. It would send by a cursor and a rate that stand still, so it does not send.
-- A mail that came back is counted where it counts now. And whenever somebody steers an announcement, or it ends, the columns
-- are brought up to date, so that the version before then reads and tells the right counts.
create function keep_to_announcement_progress() returns trigger language plpgsql set search_path from current as $$
declare
  newest announcement_progress;
begin
  if (new.tokens, new.tokens_at, new.cursor, new.unsubscribed, new.not_subscribed, new.suppressed, new.same_address, new.repeated)
    is distinct from
    (old.tokens, old.tokens_at, old.cursor, old.unsubscribed, old.not_subscribed, old.suppressed, old.same_address, old.repeated)
  then
    raise exception 'announcements are sent by a newer version: how far they are stands in announcement_progress'
      using hint = 'Replace this instance, or see docs/operations/deploying.md for the way back.';
  end if;
  select * into strict newest from announcement_progress where announcement = old.id order by step desc limit 1;
  if (new.sent, new.failed) is distinct from (old.sent, old.failed) then
    delete from announcement_progress where announcement = old.id and step = newest.step;
    newest.step := newest.step + 1;
    newest.sent := newest.sent + new.sent - old.sent;
    newest.failed := newest.failed + new.failed - old.failed;
    insert into announcement_progress values (newest.*);
  end if;
  if new.state <> old.state or (new.sent, new.failed) is distinct from (old.sent, old.failed) then
    new.tokens := newest.tokens;
    new.tokens_at := newest.tokens_at;
    new.cursor := newest.cursor;
    new.sent := newest.sent;
    new.failed := newest.failed;
    new.unsubscribed := newest.unsubscribed;
    new.not_subscribed := newest.not_subscribed;
    new.suppressed := newest.suppressed;
    new.same_address := newest.same_address;
    new.repeated := newest.repeated;
  end if;
  return new;
end $$;
create trigger announcement_kept_to_progress before update on announcement
  for each row execute function keep_to_announcement_progress();

-- For operations, with all instances of this version stopped: the version before goes on where this one was.
create function announcements_to_version_before() returns void language plpgsql set search_path from current as $$
begin
  lock table announcement in access exclusive mode;
  if exists (select 1 from pg_trigger where tgrelid = 'announcement'::regclass
    and tgname = 'announcement_kept_to_progress' and tgenabled = 'D')
  then
    raise exception 'announcements are with the version before already';
  end if;
  alter table announcement disable trigger announcement_kept_to_progress;
  update announcement a set tokens = p.tokens, tokens_at = p.tokens_at, cursor = p.cursor, sent = p.sent, failed = p.failed,
    unsubscribed = p.unsubscribed, not_subscribed = p.not_subscribed, suppressed = p.suppressed,
    same_address = p.same_address, repeated = p.repeated
  from announcement_progress p
  where p.announcement = a.id and p.step = (select max(n.step) from announcement_progress n where n.announcement = a.id);
end $$;

-- And forward again, with all instances of the version before stopped.
create function announcements_to_this_version() returns void language plpgsql set search_path from current as $$
begin
  lock table announcement in access exclusive mode;
  if not exists (select 1 from pg_trigger where tgrelid = 'announcement'::regclass
    and tgname = 'announcement_kept_to_progress' and tgenabled = 'D')
  then
    raise exception 'announcements are with this version already';
  end if;
  delete from announcement_progress;
  insert into announcement_progress (announcement, step, tokens, tokens_at, cursor, sent, failed, unsubscribed, not_subscribed,
    suppressed, same_address, repeated)
  select id, 1, tokens, tokens_at, cursor, sent, failed, unsubscribed, not_subscribed, suppressed, same_address, repeated
  from announcement;
  alter table announcement enable trigger announcement_kept_to_progress;
end $$;
