-- The day on which what a request had erased has gone from the last backup too; null when nothing was, or no end is known.
alter table request add column backups_until date;

-- A file goes when its own term has ended, also one that others of the same message name.
alter table request drop constraint request_combined_with_fkey;
alter table request add constraint request_combined_with_fkey
  foreign key (combined_with) references request (id) on delete set null;
