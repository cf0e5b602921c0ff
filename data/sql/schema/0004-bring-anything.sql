-- SPDX-License-Identifier: GPL-3.0-or-later
-- What comes in and what goes out is remembered.

-- ---------------------------------------------------------------- shared

create table import_mapping (     -- how files of one shape are read; id = hash of the folded name
  id integer primary key, gone integer not null default 0,
  name text,
  shape integer,                  -- hash of the file's headers (interchange/gx-import-mapping.h)
  plan text,                      -- JSON, as interchange/gx-import.h reads it
  used_at integer
) strict;

create table export_record (      -- who took what out of the book
  id integer primary key, gone integer not null default 0,
  at integer, author_id integer references member (id),
  kind text, file text, format text,   -- customers, purchases, events, book; a file's name without its folder
  fields text, criteria text,     -- JSON; null: all of them, everybody
  rows integer
) strict;
