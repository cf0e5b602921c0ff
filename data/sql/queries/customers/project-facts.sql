-- The columns of customer_fact that the record itself says: of every touched customer that is live.
insert into customer_fact (customer_id, sort_key, company, city, birthday_month_day)
select
  c.id,
  gx_sort_key (c.name),
  (select coalesce (case when o.gone < 2 then o.name end, r.to_text)
     from relation r left join customer o on o.id = r.to_id
    where r.from_id = c.id and r.kind = 'works_at' and r.gone = 0 and r.until_day is null
    order by r.is_primary desc, r.id limit 1),
  (select a.city from address a
    where a.customer_id = c.id and a.gone = 0 and a.until_day is null
    order by a.is_primary desc, a.id limit 1),
  gx_birthday_key (c.birthday)
from temp.touched_customer t cross join customer c on c.id = t.customer_id
where c.gone = 0
on conflict (customer_id) do update set
  sort_key = excluded.sort_key, company = excluded.company, city = excluded.city,
  birthday_month_day = excluded.birthday_month_day
