-- Book version 1: the first real day.
-- Shared tables: STRICT, an integer id, gone (0 live, 1 in the bin, 2 taken back), columns only ever appended,
-- nothing unique but ids. Days that happened are days since 1970-01-01 as the person said them; `at` is UTC seconds
-- where the moment is known, `offset_min` the clock's offset then. A birthday and a from/until day may be partial
-- or lunar and is text (gx-partial-day.h). Money is minor units as charged; quantity and unit price are decimals x 10^6.

-- ---------------------------------------------------------------- shared

create table member (
  id integer primary key, gone integer not null default 0,
  name text, letters text
) strict;

create table word (            -- tag, source, industry …: id = hash of kind and folded first name
  id integer primary key, gone integer not null default 0,
  kind text not null default '', name text, colour integer
) strict;

create table customer (
  id integer primary key, gone integer not null default 0,
  kind text not null default 'person',          -- person, organisation
  standing text not null default 'customer',    -- lead, customer, partner, contact
  number text, name text, family_name text, form_of_address text, gender text, birthday text, occupation text,
  source_id integer references word (id), owner_id integer references member (id),
  industry text, size text, company_code text,  -- 统一社会信用代码 or VAT id
  invoice_title text, invoice_code text, invoice_bank text, invoice_account text, invoice_address text, invoice_phone text,
  preferences text, note text, prefers text     -- tastes; background; the kind of contact point they like best
) strict;
create index customer_owner on customer (owner_id) where owner_id is not null;
create index customer_number on customer (number) where number is not null;

create table customer_name (   -- names beside the shown one
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id),
  kind text not null default 'former',          -- former, legal, short, english, nickname
  name text, family_name text, from_day text, until_day text
) strict;
create index customer_name_customer on customer_name (customer_id);

create table external_key (
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id),
  system text, key text
) strict;
create index external_key_customer on external_key (customer_id);
create index external_key_key on external_key (key);

create table contact_point (
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id),
  kind text not null default 'phone',           -- phone, mail, wechat, qq, web, other
  label text, value text, key text,             -- as typed; as compared (gx_contact_key)
  nickname text,                                -- 备注名 of a WeChat id
  is_primary integer not null default 0, from_day text, until_day text
) strict;
create index contact_point_customer on contact_point (customer_id);
create index contact_point_key on contact_point (key) where key is not null;

create table address (
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id),
  label text, country text, province text, city text, district text, street text, postcode text,
  is_primary integer not null default 0, from_day text, until_day text
) strict;
create index address_customer on address (customer_id);

create table relation (
  id integer primary key, gone integer not null default 0,
  from_id integer not null references customer (id), to_id integer references customer (id),
  kind text not null default 'works_at', to_text text, title text,
  is_primary integer not null default 0, from_day text, until_day text
) strict;
create index relation_from on relation (from_id);
create index relation_to on relation (to_id) where to_id is not null;

create table customer_tag (    -- id = hash of both ids
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id), tag_id integer not null references word (id)
) strict;
create index customer_tag_customer on customer_tag (customer_id);
create index customer_tag_tag on customer_tag (tag_id, customer_id);

create table custom_field (
  id integer primary key, gone integer not null default 0,
  name text, type text not null default 'text', -- text, number, day, yes_no, choice
  choices text, position integer
) strict;

create table custom_value (    -- id = hash of customer and field
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id), field_id integer not null references custom_field (id),
  value any
) strict;
create index custom_value_customer on custom_value (customer_id);

create table event (
  id integer primary key, gone integer not null default 0,
  customer_id integer not null references customer (id),
  kind text not null default 'note',            -- call, visit, meeting, chat, mail, message, note, page_view, campaign
  direction text, channel text, reached integer not null default 1,
  day integer not null default 0, at integer, offset_min integer, text text, author_id integer references member (id)
) strict;
create index event_customer on event (customer_id, day, at, kind);

create table product (
  id integer primary key, gone integer not null default 0,
  code text, name text, unit text, category text, unit_price_micro integer, currency text
) strict;
create index product_code on product (code) where code is not null;

create table purchase (        -- a sale or a return (credit); customer_id pays, contact_id ordered; no customer: walk-in 散客
  id integer primary key, gone integer not null default 0,
  customer_id integer references customer (id), contact_id integer references customer (id),
  kind text not null default 'sale',            -- sale, return
  number text, reverses_id integer references purchase (id),
  day integer not null default 0, at integer, offset_min integer,
  currency text not null default '', channel text, note text, author_id integer references member (id)
) strict;
create index purchase_customer on purchase (customer_id, day, at, kind);
create index purchase_number on purchase (number) where number is not null;
create index purchase_contact on purchase (contact_id) where contact_id is not null;
create index purchase_reverses on purchase (reverses_id) where reverses_id is not null;

create table purchase_line (
  id integer primary key, gone integer not null default 0,
  purchase_id integer not null references purchase (id), product_id integer references product (id),
  text text, quantity_micro integer not null default 0, unit_price_micro integer not null default 0,
  amount_minor integer not null default 0
) strict;
create index purchase_line_purchase on purchase_line (purchase_id);

create table payment (
  id integer primary key, gone integer not null default 0,
  customer_id integer references customer (id), purchase_id integer references purchase (id),
  day integer not null default 0, at integer, offset_min integer,
  method text, amount_minor integer not null default 0, currency text not null default '', note text,
  author_id integer references member (id)
) strict;
create index payment_customer on payment (customer_id, day, at);
create index payment_purchase on payment (purchase_id) where purchase_id is not null;

create table task (
  id integer primary key, gone integer not null default 0,
  customer_id integer references customer (id),
  kind text not null default 'follow_up',       -- follow_up, promise
  title text, due_day integer, due_at integer, offset_min integer, done_day integer, done_at integer,
  owner_id integer references member (id), event_id integer references event (id)
) strict;
create index task_customer on task (customer_id);
create index task_open on task (due_day) where done_day is null;

create table setting (         -- id = hash of the key
  id integer primary key, gone integer not null default 0,
  key text, value any
) strict;

create table import_batch (
  id integer primary key, gone integer not null default 0,
  file text, kind text, mapping text, at integer, rows integer, added integer, updated integer, unchanged integer, rejected integer
) strict;

create table import_row (      -- mark = hash of (source, cells, n-th occurrence): the same triple met again is "unchanged"
  id integer primary key, gone integer not null default 0,
  batch_id integer not null references import_batch (id), mark integer not null default 0
) strict;
create index import_row_mark on import_row (mark);
create index import_row_batch on import_row (batch_id);

-- ---------------------------------------------------------------- journal

create table journal_tx (
  id integer primary key, site integer not null, seq integer not null, hlc integer not null,
  at integer not null, author integer not null, kind text not null, root integer not null, reverses integer,
  label text not null, schema integer not null, pruned integer not null default 0, hash blob
) strict;
create unique index journal_tx_site on journal_tx (site, seq);
create index journal_tx_root on journal_tx (root, hlc);
create index journal_tx_author on journal_tx (author, hlc);
create index journal_tx_hlc on journal_tx (hlc);

create table journal_row (
  tbl integer not null, "row" integer not null, tx integer not null, op text not null, cells text not null,
  salt blob, commitment blob,
  primary key (tbl, "row", tx)
) strict, without rowid;
create index journal_row_tx on journal_row (tx);

create table journal_range (
  tbl integer not null, first integer not null, last integer not null, tx integer not null,
  op text not null, cells text not null,
  primary key (tbl, first, tx)
) strict, without rowid;
create index journal_range_tx on journal_range (tx);

-- ---------------------------------------------------------------- derived

create table customer_fact (   -- live customers only
  customer_id integer primary key,
  sort_key text not null,                       -- gx_sort_key of the shown name
  company text,                                 -- the primary works_at, as shown
  city text,
  first_day integer,                            -- first anything in the stream
  last_contact_day integer, conversations integer not null default 0, events integer not null default 0,
  next_due_day integer,                         -- the earliest open task
  first_purchase_day integer, last_purchase_day integer, -- sales, in any currency
  orders integer not null default 0,            -- sales
  purchase_days integer not null default 0,     -- distinct days with a sale
  median_gap_days integer,                      -- between days with a sale, null below two gaps
  birthday_month_day integer                    -- solar MMDD, or 10000 + lunar MMDD (+ 5000 in a leap month); null if unknown
) strict;
create index customer_fact_sort on customer_fact (sort_key);
create index customer_fact_contact on customer_fact (last_contact_day);
create index customer_fact_birthday on customer_fact (birthday_month_day) where birthday_month_day is not null;

create table customer_money (  -- per customer and currency
  customer_id integer not null, currency text not null,
  value_minor integer not null,                 -- net of returns, all time
  sales integer not null, returns integer not null, units_micro integer not null,
  first_day integer, last_day integer,
  primary key (customer_id, currency)
) strict, without rowid;
create index customer_money_value on customer_money (currency, value_minor);

create table purchase_fact (   -- live purchases of live or no customer; customer_id 0 is a walk-in
  purchase_id integer primary key, customer_id integer not null, day integer not null, currency text not null,
  kind text not null, amount_minor integer not null, units_micro integer not null, lines integer not null
) strict;
create index purchase_fact_customer on purchase_fact (customer_id, day, currency, kind, amount_minor, units_micro);

create table customer_text (   -- what the search field looks through, folded (search)
  customer_id integer primary key, text text not null
) strict;

-- ---------------------------------------------------------------- local

create table local_state (key text primary key, value any) strict, without rowid;
create table draft (key text primary key, at integer not null, body text not null) strict, without rowid;

-- ---------------------------------------------------------------- the stream: what happened with one customer, in time
-- Kinds are text in all three (a bare 'payment' has no affinity), so that SQLite merges the three indexes without sorting.

create view stream (customer_id, day, at, kind, ref) as
  select customer_id, day, at, kind, id from event where gone = 0
  union all
  select customer_id, day, at, kind, id from purchase where gone = 0 and customer_id is not null
  union all
  select customer_id, day, at, cast ('payment' as text), id from payment where gone = 0 and customer_id is not null;
