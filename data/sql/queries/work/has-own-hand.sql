-- Whether ?2 works the customer ?1 as well: wrote or sold something since the day ?3, or has something to do.
select exists (select 1 from event where customer_id = ?1 and author_id = ?2 and gone = 0 and day >= ?3)
  or exists (select 1 from purchase where customer_id = ?1 and author_id = ?2 and gone = 0 and day >= ?3)
  or exists (select 1 from task where customer_id = ?1 and owner_id = ?2 and gone = 0 and done_day is null)
