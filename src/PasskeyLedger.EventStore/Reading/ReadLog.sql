-- A part of the log, and with each event below which transaction id every transaction had ended in the very snapshot that it was read in.
SELECT (SELECT pg_snapshot_xmin(pg_current_snapshot())), seq_id, id, version, type, data, timestamp, headers,
  correlation_id, causation_id, user_name, tenant_id, stream_id
FROM mt_events
WHERE seq_id > $1
ORDER BY seq_id
LIMIT $2
