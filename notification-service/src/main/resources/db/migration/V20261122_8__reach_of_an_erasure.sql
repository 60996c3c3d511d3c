-- An erasure finds what is left of a person by the keyed hash of an address; the term of rows is looked at by when they were settled.
create index message_tried_at_address on message (organisation, tried_address) where tried_address is not null;
create index message_settled on message (organisation, settled_at) where settled_at is not null;
