-- To the transaction's end, names without a schema mean temporary tables first, and new ones become temporary.
SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)
