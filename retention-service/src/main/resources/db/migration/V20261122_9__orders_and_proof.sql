-- Retained parts are ordered category by category: how far back each may go is not the same.
drop index one_order_about_retained_parts;
create unique index one_order_about_a_retained_part
  on sweep_command (request_id, system, categories) where scope = 'retained' and state <> 'revoked' and not closed;

-- How often an order was sent; attempts counts the question whether it was carried out from 1 again.
alter table sweep_command add column order_attempts integer not null default 1;

-- What a separate look found is certified with it.
create index sweep_command_with_left_overs on sweep_command (command_id)
  where state = 'failed' and last_failure = 'left-over' and not certified;

-- Cases that a system refused are looked through when a hold ends.
create index request_case_failed on request_case (request_id) where state = 'executing' and failure is not null;
