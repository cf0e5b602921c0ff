-- Contact with every touched customer. A conversation is an event that reached a person (gx_event_is_conversation).
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
where customer_id in (select customer_id from temp.touched_customer)
