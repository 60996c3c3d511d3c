-- By what hashes the person of a request or a disclosure is known, for as long as its file is: a hold on a person keeps the
-- files that are about them, and no others.
create table request_file_subject (
  request_id   uuid  not null,
  subject      bytea not null check (octet_length(subject) = 32),
  organisation text  not null,
  primary key (request_id, subject)
);
