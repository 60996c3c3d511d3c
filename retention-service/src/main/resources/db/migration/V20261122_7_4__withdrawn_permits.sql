-- A permit that is taken back for another reason than a hold: it may not be redeemed any more. What was redeemed before is
-- still in flight until it is settled, so the state stays what it is.
alter table permit add column withdrawn boolean not null default false;
