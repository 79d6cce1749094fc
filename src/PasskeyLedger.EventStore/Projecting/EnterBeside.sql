-- To the transaction's end, names without a schema mean the tables of the rebuild first.
SELECT set_config('search_path', $1 || ', ' || current_setting('search_path'), true)
