-- A part of the log in its order, each event with below which transaction id every transaction had ended in the very snapshot that it was
-- read in, and when the server was started that says so. Of types that are skipped ($3) there is the envelope.
SELECT (SELECT pg_snapshot_xmin(pg_current_snapshot())), (SELECT pg_postmaster_start_time()), seq_id, id, version, type,
  CASE WHEN type <> ALL ($3) THEN data END, timestamp,
  CASE WHEN type <> ALL ($3) THEN headers END,
  correlation_id, causation_id, user_name, tenant_id, stream_id
FROM mt_events
WHERE seq_id > $1
ORDER BY seq_id
LIMIT $2
