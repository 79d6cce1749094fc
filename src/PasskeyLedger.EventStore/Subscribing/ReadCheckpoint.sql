-- The checkpoint, which comes into being at the log's beginning.
INSERT INTO mt_event_progression AS p (name, last_seq_id, last_updated) VALUES ($1, 0, transaction_timestamp())
ON CONFLICT (name) DO UPDATE SET last_seq_id = coalesce(p.last_seq_id, 0)
RETURNING p.last_seq_id
