-- How many records a system kept when a purge was repeated: as many may still be there when it is asked.
alter table restore_step add column kept bigint not null default 0;
