-- Mails to somebody whom data were disclosed to carry out a task of the service that asked for them.
alter table message add column command_id uuid;
