-- Whoever inserts has the number of its transaction before its rows get their ids. So an id that was given out belongs to a
-- transaction that can be waited for, and the relay knows below which id nothing will turn up any more.
-- PostgreSQL before 13 has no such function; better here than at the first insert.
select pg_current_xact_id();
create function transaction_before_ids() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end
$$;
create trigger outbox_transaction before insert on outbox
  for each statement execute function transaction_before_ids();
