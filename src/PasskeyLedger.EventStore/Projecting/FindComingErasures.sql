-- The streams of the events of one type ($3) above one position, up to another.
SELECT DISTINCT coalesce(tenant_id, ''), coalesce(stream_id, '') FROM mt_events WHERE seq_id > $1 AND seq_id <= $2 AND type = $3
