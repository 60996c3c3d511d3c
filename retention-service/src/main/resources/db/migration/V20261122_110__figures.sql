-- Counting what stands still costs what stands still, not what is stored.
create index request_case_stuck on request_case (organisation) where failure is not null and ended_at is null;
create index system_task_unanswered on system_task (system, created_at) where state = 'sent' and not superseded;
