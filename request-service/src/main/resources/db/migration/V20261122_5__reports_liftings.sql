-- Somebody reports data of a child for whom they do not act: what is held about the child is not theirs to know.
alter table request
  add column report boolean not null default false;

update request set report = true where identity_method = 'report';

-- The end of a restriction where a message cannot leave or a data system cannot lift: people do it and say so.
alter table restriction
  add column telling_note   bytea,
  add column closing_reason bytea;
