-- What the search field looks through: a line for each thing a touched, live customer is known by. A line is a letter for what
-- it is and forms of it, each after U+241F: N name, A another name, C company, P phone (digits), M mail, W another contact,
-- # number, K key of another system, T tag.
insert into customer_text (customer_id, text)
select
  c.id,
  coalesce ('N' || gx_search_text (c.name, c.kind = 'person') || char (10), '')
  || coalesce ((select group_concat ('A' || gx_search_text (n.name, c.kind = 'person'), char (10)) || char (10)
       from customer_name n where n.customer_id = c.id and n.gone = 0 and n.name is not null), '')
  || coalesce ('C' || gx_search_text (f.company, 0) || char (10), '')
  || coalesce ((select group_concat (
         case p.kind
           when 'phone' then 'P␟' || replace (coalesce (p.key, ''), '+', '') || '␟' || gx_phone_digits (p.value)
           when 'mail' then 'M␟' || gx_fold (p.value)
           else 'W␟' || gx_fold (p.value)
         end
         || coalesce (char (10) || 'A' || gx_search_text (p.nickname, 1), ''), char (10)) || char (10)
       from contact_point p where p.customer_id = c.id and p.gone = 0 and p.value is not null), '')
  || coalesce ('#␟' || gx_fold (c.number) || char (10), '')
  || coalesce ((select group_concat ('K␟' || gx_fold (k.key), char (10)) || char (10)
       from external_key k where k.customer_id = c.id and k.gone = 0 and k.key is not null), '')
  || coalesce ((select group_concat ('T' || gx_search_text (w.name, 0), char (10)) || char (10)
       from customer_tag g join word w on w.id = g.tag_id and w.gone = 0
      where g.customer_id = c.id and g.gone = 0), '')
from temp.touched_customer t
cross join customer c on c.id = t.customer_id
join customer_fact f on f.customer_id = c.id
where c.gone = 0
