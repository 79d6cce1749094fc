-- What is visible of the log above one position (null: from its first), up to another. Of types that are skipped ($3) there is the envelope.
SELECT seq_id, id, version, type,
  CASE WHEN type <> ALL ($3) THEN data END, timestamp,
  CASE WHEN type <> ALL ($3) THEN headers END,
  correlation_id, causation_id, user_name, tenant_id, stream_id
FROM mt_events
WHERE ($1 IS NULL OR seq_id > $1) AND seq_id <= $2
ORDER BY seq_id
