-- How many records a system kept when a purge was repeated: as many may still be there when it is asked.
alter table restore_step add column kept bigint not null default 0;

-- Whether a verified command of a sweep has its certificate, so that looking for those without costs what is missing.
alter table sweep_command add column certified boolean not null default false;
create index sweep_command_to_certify on sweep_command (verified_at) where state = 'done' and not certified;
