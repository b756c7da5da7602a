-- Filters of earlier versions say in_last_days with a number of days; now it is in_last with a unit, days where none is given.
-- Inside a text of a filter the quotes are escaped, so that only the operator itself is met.
UPDATE "marketing_lists" SET "filter" = replace("filter"::text, '"operator": "in_last_days"', '"operator": "in_last"')::jsonb
WHERE "filter"::text LIKE '%"operator": "in\_last\_days"%';
