-- Products for completion: those whose code, name, reading or initials begin with ?1 (folded), then those that have it inside;
-- by name, at most ?2.
with candidate as (
  select p.*, coalesce ('␟' || gx_fold (p.code), '') || coalesce (gx_search_text (p.name, 0), '') as text
  from product p where p.gone = 0
)
select id, code, name, unit, category, unit_price_micro, currency
from candidate
where ?1 = '' or instr (text, ?1)
order by ?1 <> '' and instr (text, '␟' || ?1) = 0, gx_sort_key (coalesce (name, code)), id
limit ?2
