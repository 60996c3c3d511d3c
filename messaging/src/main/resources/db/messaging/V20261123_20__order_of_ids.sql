-- Whoever inserts has the number of its transaction before its rows get their ids. So an id that was given out belongs to a
-- transaction that can be waited for, and the relay knows below which id nothing will turn up any more.
create function transaction_before_ids() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end
$$;
create trigger outbox_transaction before insert on outbox
  for each statement execute function transaction_before_ids();
create trigger audit_pending_transaction before insert on audit_pending
  for each statement execute function transaction_before_ids();
