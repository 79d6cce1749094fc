-- What is visible of the log from one position to another.
SELECT seq_id, id, version, type, data, timestamp, headers, correlation_id, causation_id, user_name, tenant_id, stream_id
FROM mt_events
WHERE seq_id > $1 AND seq_id <= $2
ORDER BY seq_id
