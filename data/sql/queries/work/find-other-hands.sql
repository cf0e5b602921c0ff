-- Who else works the customer ?1, beside ?2: their owner, and who spoke with them on the days ?3 to ?4.
with hand as (
  select c.owner_id as id, 1 as is_owner, null as day from customer c
  where c.id = ?1 and c.owner_id is not null
  union all
  select e.author_id, 0, e.day from event e
  where e.customer_id = ?1 and e.day between ?3 and ?4 and e.gone = 0 and e.reached
    and e.kind in ('call', 'visit', 'meeting', 'chat', 'mail')
)
select m.id, m.name, max (hand.is_owner) as is_owner, max (hand.day) as day
from hand cross join member m on m.id = hand.id
where m.gone = 0 and m.id <> ?2
group by m.id
order by is_owner desc, day desc, m.id
