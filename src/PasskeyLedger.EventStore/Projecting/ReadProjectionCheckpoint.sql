SELECT last_seq_id FROM mt_event_progression WHERE name = $1
