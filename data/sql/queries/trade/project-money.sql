-- Per touched customer and currency. Days are of sales.
insert into customer_money (customer_id, currency, value_minor, sales, returns, units_micro, first_day, last_day)
select
  f.customer_id, f.currency, sum (f.amount_minor),
  count (case when f.kind = 'sale' then 1 end), count (case when f.kind = 'return' then 1 end), sum (f.units_micro),
  min (case when f.kind = 'sale' then f.day end), max (case when f.kind = 'sale' then f.day end)
from temp.touched_customer t
cross join purchase_fact f on f.customer_id = t.customer_id
group by t.customer_id, f.currency
