SELECT coalesce(max(seq_id), 0) FROM mt_events
