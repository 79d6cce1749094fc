-- A table's primary key, as an expression that makes a JSON array of its values. Without one the whole row is its key.
SELECT 'jsonb_build_array(' || coalesce(string_agg(format('t.%I', a.attname), ', ' ORDER BY k.place), 'to_jsonb(t)') || ')'
FROM pg_index i
CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = to_regclass($1) AND i.indisprimary
