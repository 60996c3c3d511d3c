-- How many records a minute brought that were set aside without an entry each: garbage must not grow the log.
create table dead_letter_count (
  minute timestamptz primary key,
  times  bigint      not null
);
