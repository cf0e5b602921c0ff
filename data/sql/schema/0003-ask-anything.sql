-- SPDX-License-Identifier: GPL-3.0-or-later
-- Questions are kept: what one asked, and how one looked at the answer.

-- ---------------------------------------------------------------- shared

create table segment (            -- a saved question (分群); with a layout it is a saved view as well
  id integer primary key, gone integer not null default 0,
  name text,
  criteria text,                  -- JSON of criteria/gx-criteria.h, null: everybody; kept as it came where a newer program wrote it
  layout text,                    -- JSON of columns, widths and sort; null: shown as the list stands
  position integer,               -- in the list, from 1
  author_id integer references member (id)
) strict;

-- ---------------------------------------------------------------- local

-- What search keeps beside a book is believed by these numbers: two books made alike must not share them.
delete from touch;
insert into touch values (abs (random () / 16), 0);
