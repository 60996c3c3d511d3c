-- A shop as shops are: composite keys, a reference to a key that is not the primary one, a circle, a cascade, rows that
-- belong to nobody in particular.
create table customer (
  id                 bigint primary key,
  number             varchar(12) unique,
  name               text not null,
  email              text,
  password_hash      text not null,
  default_address_id bigint,
  registered_at      timestamptz not null
);
create table address (
  id          bigint primary key,
  customer_id bigint not null references customer,
  street      text not null
);
alter table customer add constraint customer_default_address foreign key (default_address_id) references address;
create table orders (
  id                  bigint primary key,
  customer_id         bigint references customer,
  delivery_address_id bigint references address,
  placed_on           date not null,
  gift_note           text
);
create table order_line (
  order_id bigint not null references orders,
  line     smallint not null,
  product  text not null,
  options  jsonb,
  primary key (order_id, line)
);
create table invoice (
  id            bigint primary key,
  number        text not null unique,
  customer_id   bigint references customer,
  name          text not null,
  address       text not null,
  phone         text,
  email         text,
  delivery_note text,
  issued_on     date
);
create table invoice_line (
  invoice_number text not null references invoice (number),
  position       integer not null,
  description    text not null,
  amount         numeric(12, 2) not null,
  primary key (invoice_number, position)
);
create table payment (
  id             uuid primary key,
  invoice_id     bigint not null references invoice,
  account_holder text,
  paid_at        timestamp not null
);
create table consent (
  customer_id bigint primary key references customer on delete cascade,
  given_at    timestamptz not null
);
create table visit (
  id          bigint primary key,
  customer_id bigint references customer,
  page        varchar(40) not null,
  device      text,
  seen_at     timestamptz not null
);
create table form_submission (
  id           bigint primary key,
  email        text not null,
  name         text not null,
  message      text not null,
  submitted_at timestamptz not null
);
