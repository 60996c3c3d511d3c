-- An answer lets go on what waits for one, and neither what is through with its day nor what a fault put off.
alter table sweep_slice add column awaits_answer boolean not null default false;
