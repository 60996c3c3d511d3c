-- What a decision covers, where the law lets it cover less than was asked.
alter table request
  add column decided_categories  jsonb,
  add column decided_purpose     text,
  add column decided_corrections bytea;

-- A restriction that was granted, until the person has been told that it ends and it has ended (art. 18(3)).
create table restriction (
  request_id    uuid        primary key references request (id) on delete cascade,
  since         timestamptz not null,
  lift_reason   bytea,
  announced_at  timestamptz,
  told_at       timestamptz,
  lifted_at     timestamptz,
  check (lifted_at is null or told_at is not null),
  check (told_at is null or announced_at is not null)
);
