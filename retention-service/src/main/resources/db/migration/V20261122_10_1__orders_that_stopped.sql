-- When an order ended without being through: what the system said of the moment, or when it was given up.
alter table sweep_command add column stopped_at timestamptz;
update sweep_command set stopped_at = now() where state = 'failed' and not closed and scope <> 'request-file';

-- Certified once nothing can become of them any more; what was found left is certified by itself.
create index sweep_command_stopped on sweep_command (command_id)
  where state in ('failed', 'revoked') and closed and stopped_at is not null and last_failure <> 'left-over'
    and scope <> 'request-file' and not certified;
