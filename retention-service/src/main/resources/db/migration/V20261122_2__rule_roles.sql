-- A rule can be about some roles alone, and say how long erased data live on in backups; so can a policy as a whole.
alter table retention_rule
  add column roles         text[] not null default '{}',
  add column backup_window text;
-- Whether the days of this version have begun: its rules move the dates of what is registered.
alter table policy
  add column backup_window text,
  add column in_force      boolean not null default false;
