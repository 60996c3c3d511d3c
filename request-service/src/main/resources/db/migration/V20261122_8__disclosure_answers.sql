-- An export can be offered anew after it was fetched: each offer has a token of its own, which works once.
alter table request
  add column transfer_token_used boolean;
update request set transfer_token_used = transferred_at is not null where transfer_token_hash is not null;

-- How the person's answer came when staff entered it, who did, and what they noted, as ciphertext.
alter table disclosure
  add column answered_by       text,
  add column answer_channel    text,
  add column answer_note       bytea,
  -- What became of the message to the person.
  add column told_at           timestamptz,
  add column telling_failed_at timestamptz,
  -- Keyed hashes of the caller's key and of what was sent under it: the same sent twice is recorded once.
  add column key_hash          bytea,
  add column body_hash         bytea,
  add check ((key_hash is null) = (body_hash is null));
create unique index disclosure_by_key on disclosure (organisation, key_hash);
