-- The rows of a page of a list. ?1: the ids, a JSON array; ?2: the currency of the value.
-- A tag is "id colour name", tags have U+001F between them.
select
  page.key,
  c.id, c.gone, c.kind, c.standing,
  f.company, f.sort_key, f.last_contact_day, f.first_purchase_day, f.last_purchase_day, f.next_due_day, f.orders,
  m.value_minor,
  (select group_concat (w.id || ' ' || coalesce (w.colour, -1) || ' ' || w.name, char (31))
     from customer_tag t join word w on w.id = t.tag_id
    where t.customer_id = c.id and t.gone = 0 and w.gone = 0),
  f.city,
  (select o.name from member o where o.id = c.owner_id and o.gone = 0),
  (select w.name from word w where w.id = c.source_id and w.gone = 0),
  c.birthday,
  c.name,
  case when c.name is null then coalesce (c.number,
    (select k.key from external_key k where k.customer_id = c.id and k.gone = 0 order by k.id limit 1)) end,
  case when c.name is null and c.number is null then
    (select p.value from contact_point p where p.customer_id = c.id and p.gone = 0 order by p.is_primary desc, p.id limit 1) end
from json_each (?1) page
left join customer c on c.id = page.value and c.gone < 2
left join customer_fact f on f.customer_id = c.id
left join customer_money m on m.customer_id = c.id and m.currency = ?2
