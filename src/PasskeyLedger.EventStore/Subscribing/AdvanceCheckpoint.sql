-- Moves the checkpoint where it still is what the subscriber believes.
UPDATE mt_event_progression SET last_seq_id = $3, last_updated = transaction_timestamp()
WHERE name = $1 AND last_seq_id = $2
