-- What every touched purchase comes to: live ones, of live customers or of none (0, a walk-in).
insert into purchase_fact (purchase_id, customer_id, day, currency, kind, amount_minor, units_micro, lines)
select
  p.id, coalesce (p.customer_id, 0), p.day, p.currency, p.kind,
  coalesce (sum (l.amount_minor), 0), coalesce (sum (l.quantity_micro), 0), count (l.id)
from temp.touched_purchase t
cross join purchase p on p.id = t.purchase_id
left join customer c on c.id = p.customer_id
left join purchase_line l on l.purchase_id = p.id and l.gone = 0
where p.gone = 0 and coalesce (c.gone, 0) = 0
group by t.purchase_id
