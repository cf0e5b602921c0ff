-- Who works at a touched organisation and shows another name for it than it has now, is touched too.
insert or ignore into temp.touched_customer
select r.from_id
from temp.touched_customer t
cross join relation r on r.to_id = t.customer_id
join customer o on o.id = r.to_id
join customer_fact f on f.customer_id = r.from_id
where r.gone = 0 and f.company is not coalesce (case when o.gone < 2 then o.name end, r.to_text)
