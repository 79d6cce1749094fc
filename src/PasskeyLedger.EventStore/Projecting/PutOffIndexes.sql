-- Notes the indexes of the tables of a schema, whose name stands for "beside", those of unique keys excepted.
CREATE TABLE beside.put_off_indexes AS
SELECT c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = CASE 'beside' WHEN 'pg_temp' THEN pg_my_temp_schema() ELSE to_regnamespace('beside')::oid END
  AND NOT i.indisunique
