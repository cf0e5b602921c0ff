-- When every touched customer bought, in any currency, or had; the facts of those who never did begin empty and stay so.
update customer_fact set
  (first_purchase_day, last_purchase_day, orders, purchase_days, median_gap_days) = (
    select min (f.day), max (f.day), count (*), count (distinct f.day), median_gap (f.day)
    from purchase_fact f where f.customer_id = customer_fact.customer_id and f.kind = 'sale')
where customer_id in (
  select t.customer_id from temp.touched_customer t cross join purchase_fact f on f.customer_id = t.customer_id
  union all select t.customer_id from temp.touched_customer t cross join customer_fact f on f.customer_id = t.customer_id
    where f.orders > 0)
