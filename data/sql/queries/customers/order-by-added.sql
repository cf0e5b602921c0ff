-- The runs of ids in which customers came into the book, oldest first. 3 is the journal's number of the table customer.
select t.hlc, r."row", r."row" from journal_row r join journal_tx t on t.id = r.tx where r.tbl = 3 and r.op = 'i'
union all
select t.hlc, r.first, r.last from journal_range r join journal_tx t on t.id = r.tx where r.tbl = 3 and r.op = 'I'
order by 1, 2
