-- A hold was lifted, or an operator asked, while the order was under way: what it leaves is ordered anew at once.
alter table sweep_command add column again boolean not null default false;
