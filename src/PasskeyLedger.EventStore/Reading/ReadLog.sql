-- A part of the log, and below which transaction id every transaction had ended in the very snapshot that it was read in.
-- Without events one row tells that.
SELECT pg_snapshot_xmin(pg_current_snapshot()), e.seq_id, e.id, e.version, e.type, e.data, e.timestamp, e.headers,
  e.correlation_id, e.causation_id, e.user_name, e.tenant_id, e.stream_id
FROM (VALUES (1)) AS one
LEFT JOIN (SELECT * FROM mt_events WHERE seq_id > $1 ORDER BY seq_id LIMIT $2) AS e ON true
ORDER BY e.seq_id
