-- Apart from the outbox's: who has written an entry and then an event would otherwise wait for us while we wait for it.
create trigger audit_pending_transaction before insert on audit_pending
  for each statement execute function transaction_before_ids();
