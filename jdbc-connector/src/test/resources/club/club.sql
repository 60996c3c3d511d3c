-- What schemas can be like: keys of several columns, rows that refer to their own table, a circle of foreign keys that are
-- checked at the commit, members in many groups, a second schema.
create table member (
  tenant         integer not null,
  number         integer not null,
  email          text,
  card           uuid not null,
  mentor_number  integer,
  joined_on      date,
  primary key (tenant, number),
  foreign key (tenant, mentor_number) references member (tenant, number)
);
create table card (
  id     uuid primary key,
  tenant integer not null,
  number integer not null,
  foreign key (tenant, number) references member (tenant, number) deferrable initially deferred
);
alter table member add foreign key (card) references card deferrable initially deferred;
create table club_group (id integer primary key, name text not null);
create table membership (
  tenant   integer not null,
  number   integer not null,
  group_id integer not null references club_group,
  primary key (tenant, number, group_id),
  foreign key (tenant, number) references member (tenant, number)
);
create table post (
  tenant    integer not null,
  id        text not null,
  author    integer,
  reply_to  text,
  body      text not null,
  posted_on date,
  primary key (tenant, id),
  foreign key (tenant, author) references member (tenant, number),
  foreign key (tenant, reply_to) references post (tenant, id)
);
create table archive.document (
  tenant     integer not null,
  code       char(6) not null,
  number     integer,
  filed_at   timestamp,
  primary key (code, tenant),
  foreign key (tenant, number) references member (tenant, number)
);
