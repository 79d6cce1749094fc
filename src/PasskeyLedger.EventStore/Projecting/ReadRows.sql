-- The rows of table_name in the order of their keys' bytes, each with its key: what table_key stands for makes that a JSON object.
SELECT convert_to(row_key::text, 'UTF8'), row_value::text
FROM (SELECT table_key AS row_key, to_jsonb(t) AS row_value FROM table_name t) AS rows
WHERE $1::text IS NULL OR row_value ->> 'tenant_id' = $1
ORDER BY 1, 2
