-- SPDX-License-Identifier: GPL-3.0-or-later
-- Search looks through memory now, and each process keeps up by what was touched.

-- ---------------------------------------------------------------- derived

drop table customer_text;

-- ---------------------------------------------------------------- local

create table touch (              -- the customers that each of the last steps touched, projections included
  id integer primary key,         -- one after another, for ever
  customer_id integer not null    -- 0: so many that whoever keeps up had better read all anew
) strict;
insert into touch values (1, 0);
