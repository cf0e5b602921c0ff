-- How to reach the customers of a page of a list. ?1: the ids, a JSON array. Of each kind the first row counts.
select page.key, p.kind, p.value
from json_each (?1) page
join contact_point p on p.customer_id = page.value
where p.kind in ('phone', 'mail') and p.gone = 0 and p.until_day is null
order by page.key, p.is_primary desc, p.id
