-- Who tells of an older date does not overwrite what another one saw later: each teller's own last word is kept, and the
-- latest of all counts. Who does not say who it is, is ''.
update subject_event set told_by = '' where told_by is null;
alter table subject_event alter column told_by set default '', alter column told_by set not null;
alter table subject_event drop constraint subject_event_pkey;
alter table subject_event add primary key (organisation, subject, triggered, told_by);
comment on table subject_event is 'The date of each event of a person''s by who told it; the latest of them counts';
