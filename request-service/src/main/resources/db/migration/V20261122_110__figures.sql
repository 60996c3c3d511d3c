-- Counting what is open costs what is open, not what is stored.
create index request_open on request (organisation, policy_version, due_on) where status <> 'closed';
