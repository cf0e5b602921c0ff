-- The purchases of a touched customer count only while the customer is live: where the facts say otherwise, all of them are touched.
insert or ignore into temp.touched_purchase
select p.id
from temp.touched_customer t
cross join customer c on c.id = t.customer_id
cross join purchase p on p.customer_id = t.customer_id
where (c.gone = 0) <> exists (select 1 from purchase_fact f where f.customer_id = t.customer_id)
