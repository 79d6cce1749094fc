-- How many events the tree does not have yet: those above its last one ($1), or all.
SELECT count(*) FROM mt_events WHERE $1 IS NULL OR seq_id > $1
