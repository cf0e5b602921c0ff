-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several computers share one journal.

-- ---------------------------------------------------------------- shared

alter table member add column left_day integer;  -- the day on which they went; null: they work with the book

-- ---------------------------------------------------------------- journal

create table journal_seen (       -- from its step seq on, site had taken the steps of other up to other_seq
  site integer not null, other integer not null, seq integer not null, other_seq integer not null,
  primary key (site, other, seq)
) strict, without rowid;
-- until today a book went from hand to hand: whoever took it over had all of it
insert into journal_seen
  select later.site, earlier.site, 1, max (earlier.seq)
    from (select site, min (hlc) hlc from journal_tx group by site) later
    join journal_tx earlier on earlier.site <> later.site and earlier.hlc < later.hlc
   group by later.site, earlier.site;

-- ---------------------------------------------------------------- local

create table journal_order (      -- the steps in the order in which this book got them, its own and the others'
  place integer primary key, tx integer not null
) strict;
insert into journal_order (tx) select id from journal_tx order by hlc, site;

create table journal_waiting (    -- rows that cannot be, or cannot point where they should, before their parent comes
  parent_tbl integer not null, parent_row integer not null, tbl integer not null, "row" integer not null,
  primary key (parent_tbl, parent_row, tbl, "row")
) strict, without rowid;
create index journal_waiting_row on journal_waiting (tbl, "row");

create table journal_image (      -- and what such a row was imported with
  tbl integer not null, "row" integer not null, cells text not null, primary key (tbl, "row")
) strict, without rowid;

create table journal_conflict (   -- rows that two people once changed without having seen each other's change
  tbl integer not null, "row" integer not null, primary key (tbl, "row")
) strict, without rowid;

create table peer (               -- the other computers of the team, as far as they have been heard of
  site integer primary key,
  name text,                      -- who works there
  acknowledged integer not null default 0,   -- up to which of our steps that computer has
  heard_at integer                -- UTC ms, our clock: when anything was last heard of it
) strict;

update local_state set key = 'notes.place', value = coalesce (
    (select max (o.place) from journal_order o join journal_tx t on t.id = o.tx where t.hlc <= local_state.value), 0)
  where key = 'notes.hlc';
