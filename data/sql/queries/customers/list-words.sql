-- The live words of the kind ?1, by name, with the number of live customers that have each.
with uses (word_id, n) as (
  select source_id, count (*) from customer where ?1 = 'source' and source_id is not null and gone = 0 group by source_id
  union all
  select t.tag_id, count (*) from customer_tag t join customer_fact f on f.customer_id = t.customer_id
   where ?1 = 'tag' and t.gone = 0 group by t.tag_id
)
select w.id, w.name, w.colour, coalesce (u.n, 0)
from word w left join uses u on u.word_id = w.id
where w.kind = ?1 and w.gone = 0
order by gx_sort_key (w.name), w.id
