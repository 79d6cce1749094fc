-- The columns of a table of this session's own that a projection has made, and then those that only the table in use has: name and type
-- as SQL says them, whether it stands in the one and in the other, and its place in the primary key of the first.
SELECT coalesce(made.name, used.name), coalesce(made.type, 'text'), made.name IS NOT NULL, used.name IS NOT NULL, made.place
FROM (
  SELECT a.attname AS name, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, k.place
  FROM pg_attribute a
  LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
  LEFT JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) ON k.attnum = a.attnum
  WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
) AS made
FULL JOIN (
  SELECT a.attname AS name
  FROM pg_attribute a
  WHERE a.attrelid = $2 AND a.attnum > 0 AND NOT a.attisdropped
) AS used ON used.name = made.name
ORDER BY made.attnum, 1
