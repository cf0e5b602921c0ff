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

-- ---------------------------------------------------------------- local

-- Words of notes (events' texts, purchases' notes), for finding candidates: what is found is looked at in its row, so
-- nothing is ever taken out again. A row's id is where the note stands in time and its own id (events/gx-note-words.h).
create virtual table note_word using fts5 (words, content='', columnsize=0, detail=none, tokenize='ascii');

create table note_todo (          -- notes whose words are still to be written: ids of @tbl from first to last
  tbl text not null, first integer not null, last integer not null, primary key (tbl, first)
) strict, without rowid;
insert into note_todo values ('event', 1, 9223372036854775807), ('purchase', 1, 9223372036854775807);
insert into local_state select 'notes.hlc', coalesce (max (hlc), 0) from journal_tx;   -- steps up to here are in note_todo
