-- How many events the tree does not have yet.
SELECT count(*) FROM mt_events WHERE seq_id > $1
