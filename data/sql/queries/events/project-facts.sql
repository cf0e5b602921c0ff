-- Contact with every touched customer with whom anything happened, or had; the facts of the others begin empty and stay so.
-- A conversation is an event that reached a person (gx_event_is_conversation).
update customer_fact set
  (last_contact_day, conversations, events) = (
    select
      max (case when e.reached and e.kind in ('call', 'visit', 'meeting', 'chat', 'mail') then e.day end),
      count (case when e.reached and e.kind in ('call', 'visit', 'meeting', 'chat', 'mail') then 1 end),
      count (*)
    from event e where e.customer_id = customer_fact.customer_id and e.gone = 0),
  first_day = (
    select min (column1) from (values
      ((select day from event e where e.customer_id = customer_fact.customer_id and e.gone = 0 order by day limit 1)),
      ((select day from purchase p where p.customer_id = customer_fact.customer_id and p.gone = 0 order by day limit 1)),
      ((select day from payment y where y.customer_id = customer_fact.customer_id and y.gone = 0 order by day limit 1))))
where customer_id in (
  select t.customer_id from temp.touched_customer t cross join event e on e.customer_id = t.customer_id
  union all select t.customer_id from temp.touched_customer t cross join purchase p on p.customer_id = t.customer_id
  union all select t.customer_id from temp.touched_customer t cross join payment y on y.customer_id = t.customer_id
  union all select t.customer_id from temp.touched_customer t cross join customer_fact f on f.customer_id = t.customer_id
    where f.first_day is not null)
