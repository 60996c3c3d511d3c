-- How many files were sent in for a request on a day (UTC), taken or not.
create table upload_count (
  request_id uuid not null references request (id) on delete cascade,
  day        date not null,
  uploads    int  not null,
  primary key (request_id, day)
);
