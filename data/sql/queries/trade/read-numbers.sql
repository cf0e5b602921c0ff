-- The numbers of the customer ?1 in the currency ?2, from the facts; of an organisation also its people's.
with people as (
  select r.from_id as id from relation r
  where r.to_id = ?1 and r.kind = 'works_at' and r.gone = 0 and r.until_day is null
)
select
  m.value_minor, m.sales, m.returns,
  f.orders, f.first_purchase_day, f.last_purchase_day, f.median_gap_days,
  f.last_contact_day, f.conversations, f.events, f.first_day,
  (select sum (pm.value_minor) from people join customer_money pm on pm.customer_id = people.id and pm.currency = ?2),
  exists (select 1 from people join customer_fact pf on pf.customer_id = people.id),
  (select sum (y.amount_minor) from payment y where y.customer_id = ?1 and y.currency = ?2 and y.gone = 0),
  (select group_concat (o.currency, ', ') from customer_money o where o.customer_id = ?1 and o.currency <> ?2)
from customer_fact f
left join customer_money m on m.customer_id = f.customer_id and m.currency = ?2
where f.customer_id = ?1
