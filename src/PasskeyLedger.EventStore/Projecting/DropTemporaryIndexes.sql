-- The statements that drop this session's temporary indexes, those of unique keys excepted.
SELECT string_agg(format('DROP INDEX pg_temp.%I', c.relname), '; ')
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = pg_my_temp_schema() AND NOT i.indisunique
