-- As load-stream, of the organisation ?1 and of everybody who works there now.
-- The view cannot be joined: SQLite would make all of it first. So its three parts are joined one by one.
with who as (
  select ?1 as id union
  select r.from_id from relation r join customer c on c.id = r.from_id and c.gone = 0
   where r.to_id = ?1 and r.kind = 'works_at' and r.gone = 0 and r.until_day is null
), item as (
  select e.customer_id, e.day, e.at, e.kind, e.id as ref
    from who join event e on e.customer_id = who.id where e.gone = 0 and e.day >= ?2
  union all
  select p.customer_id, p.day, p.at, p.kind, p.id
    from who join purchase p on p.customer_id = who.id where p.gone = 0 and p.day >= ?2
  union all
  select y.customer_id, y.day, y.at, 'payment', y.id
    from who join payment y on y.customer_id = who.id where y.gone = 0 and y.day >= ?2
  order by 2 desc, 3 desc
  limit ?3
)
select
  i.kind, i.ref, i.customer_id, i.day, i.at,
  coalesce (e.offset_min, p.offset_min, y.offset_min),
  e.direction, coalesce (e.channel, p.channel), e.reached,
  coalesce (y.amount_minor, (select sum (l.amount_minor) from purchase_line l where l.purchase_id = p.id and l.gone = 0)),
  coalesce (p.currency, y.currency),
  case when ?4 then coalesce (e.text, y.note, y.method,
    (select group_concat (coalesce (l.text, d.name, d.code), ', ')
       from purchase_line l left join product d on d.id = l.product_id where l.purchase_id = p.id and l.gone = 0)) end,
  coalesce (e.author_id, p.author_id, y.author_id)
from item i
left join event e on i.kind not in ('sale', 'return', 'payment') and e.id = i.ref
left join purchase p on i.kind in ('sale', 'return') and p.id = i.ref
left join payment y on i.kind = 'payment' and y.id = i.ref
order by i.day desc, i.at desc, i.ref desc
