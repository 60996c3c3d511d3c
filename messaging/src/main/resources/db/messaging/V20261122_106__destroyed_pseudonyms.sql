-- Pseudonyms of before the register whose holders had their key destroyed: their entries resolve to nobody, also when the same
-- person acts again. A pseudonym stands in the entries anyway; it says nothing about anybody.
create table audit_pseudonym_destroyed (
  pseudonym text primary key
);
