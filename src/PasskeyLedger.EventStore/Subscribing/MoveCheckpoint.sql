-- Puts a checkpoint at a position, or at the log's end without one, where the log goes that far. It waits for a batch under way.
INSERT INTO mt_event_progression AS p (name, last_seq_id, last_updated)
SELECT $1, coalesce($2, head.position), transaction_timestamp()
FROM (SELECT coalesce(max(seq_id), 0) AS position FROM mt_events) AS head
WHERE $2 IS NULL OR $2 <= head.position
ON CONFLICT (name) DO UPDATE SET last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
RETURNING last_seq_id
