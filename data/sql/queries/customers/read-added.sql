-- When (ms) the customers of a page of a list came into the book. ?1: the ids, a JSON array. 3 is the journal's number
-- of the table customer. One by one they stand as rows, many at once as a run of ids: the nearest that begins at
-- or before them.
select page.key, t.at
from json_each (?1) page
join journal_tx t on t.id = coalesce (
  (select r.tx from journal_row r where r.tbl = 3 and r."row" = page.value and r.op = 'i' order by r.tx limit 1),
  (select nearest.tx from (select tx, last from journal_range
                            where tbl = 3 and first <= page.value and op = 'I' order by first desc limit 1) nearest
    where nearest.last >= page.value))
