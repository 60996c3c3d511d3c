-- What an organisation tells its subscribers, and how far that is.
create table announcement (
  id              uuid             primary key,
  place           bigint           not null generated always as identity,
  organisation    text             not null,
  kind            text             not null check (kind in ('policy-change', 'news', 'service')),
  purpose         text             not null,
  policy_version  integer          not null,
  texts           jsonb            not null,
  -- Of what was asked, so that the same asking is known when it is repeated.
  asked           text             not null,
  started_by      text             not null,
  state           text             not null check (state in ('running', 'paused', 'completed', 'cancelled')),
  started_at      timestamptz      not null,
  ended_at        timestamptz,
  -- Mails that may be sent now, which all instances share, and as of when.
  per_second      integer          not null check (per_second > 0),
  tokens          double precision not null default 0,
  tokens_at       timestamptz      not null,
  -- Subscribers stand in the order of their places: those up to the cursor were met, those behind the last came later.
  cursor          bigint           not null default 0,
  last_place      bigint           not null,
  total           bigint           not null,
  sent            bigint           not null default 0,
  failed          bigint           not null default 0,
  unsubscribed    bigint           not null default 0,
  not_subscribed  bigint           not null default 0,
  suppressed      bigint           not null default 0,
  same_address    bigint           not null default 0,
  -- Attempts of which nobody knows whether the mail had gone before: so many may have arrived twice.
  repeated        bigint           not null default 0,
  rows_erased_at  timestamptz,
  check ((state in ('completed', 'cancelled')) = (ended_at is not null))
-- The texts stay out of the row, which is written anew a hundred times a second.
) with (toast_tuple_target = 128, fillfactor = 50);
create index announcement_running on announcement (id) where state = 'running';
create index announcement_listed on announcement (organisation, place);
create index announcement_to_erase on announcement (ended_at) where ended_at is not null and rows_erased_at is null;

-- A mail of an announcement, from the moment that somebody took it to send. One for each address, whoever goes by it.
create table announcement_mail (
  announcement uuid        not null,
  address_hash text        not null,
  subscriber   uuid        not null,
  state        text        not null check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts     integer     not null,
  first_at     timestamptz not null,
  -- When it may be taken: the next attempt, or the end of the lease of who is sending it.
  due_at       timestamptz,
  claim        uuid,
  settled_at   timestamptz,
  last_failure text,
  primary key (announcement, address_hash),
  check ((state = 'sending') = (claim is not null)),
  check ((state in ('queued', 'sending')) = (due_at is not null)),
  check ((state in ('sent', 'failed')) = (settled_at is not null))
);
create index announcement_mail_due on announcement_mail (announcement, due_at) where state in ('queued', 'sending');
create index announcement_mail_of on announcement_mail (subscriber);

-- Whoever erases a subscriber: the mails go with them, unless somebody else goes by the same address, who would otherwise
-- get the mail a second time. Whoever takes a mail holds the subscriber's row against this.
create function forget_announcement_mails() returns trigger language plpgsql set search_path from current as $$
begin
  delete from announcement_mail m
  where m.subscriber = old.id and not exists (
    select 1 from subscriber s where s.organisation = old.organisation and s.address_hash = m.address_hash);
  return null;
end $$;
create trigger subscriber_erased after delete on subscriber
  for each row execute function forget_announcement_mails();
