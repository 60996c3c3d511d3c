-- The test shop as a shop in MariaDB is: letters that count as the same, times with and without a zone, a circle, a customer
-- who brought in another one, groups that many customers are in.
CREATE TABLE customer (
  id                 bigint       NOT NULL PRIMARY KEY,
  number             varchar(12)  UNIQUE,
  name               varchar(200) NOT NULL,
  email              varchar(200),
  password_hash      varchar(100) NOT NULL,
  default_address_id bigint,
  introduced_by      bigint,
  restricted         boolean      NOT NULL DEFAULT false,
  born_on            date,
  points             decimal(4, 1),
  registered_at      timestamp    NOT NULL,
  FOREIGN KEY (introduced_by) REFERENCES customer (id)
);
CREATE TABLE address (
  id          bigint NOT NULL PRIMARY KEY,
  customer_id bigint NOT NULL,
  street      varchar(200) NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customer (id)
);
ALTER TABLE customer ADD FOREIGN KEY (default_address_id) REFERENCES address (id);
CREATE TABLE interest_group (code varchar(20) NOT NULL PRIMARY KEY);
INSERT INTO interest_group VALUES ('tuin'), ('keuken');
CREATE TABLE customer_group (
  customer_id bigint      NOT NULL,
  group_code  varchar(20) NOT NULL,
  PRIMARY KEY (customer_id, group_code),
  FOREIGN KEY (customer_id) REFERENCES customer (id),
  FOREIGN KEY (group_code) REFERENCES interest_group (code)
);
CREATE TABLE orders (
  id                  bigint NOT NULL PRIMARY KEY,
  customer_id         bigint,
  delivery_address_id bigint,
  placed_on           date NOT NULL,
  gift_note           text,
  restricted          boolean NOT NULL DEFAULT false,
  restricted_at       datetime,
  FOREIGN KEY (customer_id) REFERENCES customer (id),
  FOREIGN KEY (delivery_address_id) REFERENCES address (id)
);
CREATE TABLE order_line (
  order_id bigint   NOT NULL,
  line     smallint NOT NULL,
  product  varchar(200) NOT NULL,
  options  json,
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE TABLE invoice (
  id            bigint NOT NULL PRIMARY KEY,
  number        varchar(20) CHARACTER SET latin1 NOT NULL UNIQUE,
  customer_id   bigint,
  name          varchar(200) NOT NULL,
  address       varchar(200) NOT NULL,
  phone         varchar(20),
  email         varchar(200),
  delivery_note text,
  issued_on     date,
  FOREIGN KEY (customer_id) REFERENCES customer (id)
);
CREATE TABLE invoice_line (
  invoice_number varchar(20) CHARACTER SET latin1 NOT NULL,
  position       int NOT NULL,
  description    varchar(200) NOT NULL,
  amount         decimal(12, 2) NOT NULL,
  PRIMARY KEY (invoice_number, position),
  FOREIGN KEY (invoice_number) REFERENCES invoice (number)
);
CREATE TABLE payment (
  id             uuid   NOT NULL PRIMARY KEY,
  invoice_id     bigint NOT NULL,
  account_holder varchar(200),
  paid_at        datetime NOT NULL,
  FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);
CREATE TABLE consent (
  customer_id bigint NOT NULL PRIMARY KEY,
  given_at    timestamp NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE
);
CREATE TABLE visit (
  id          bigint NOT NULL PRIMARY KEY,
  customer_id bigint,
  page        varchar(40) NOT NULL,
  device      varchar(40),
  seen_at     timestamp NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customer (id)
);
CREATE TABLE form_submission (
  id           bigint NOT NULL PRIMARY KEY,
  email        varchar(200) NOT NULL,
  name         varchar(200) NOT NULL,
  message      text NOT NULL,
  restricted   boolean NOT NULL DEFAULT false,
  submitted_at timestamp NOT NULL,
  KEY (submitted_at)
);
