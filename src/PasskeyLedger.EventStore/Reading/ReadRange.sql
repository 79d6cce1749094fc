-- What is visible of the log from one position to another. Of types that were not asked for ($3, null for all) there is the envelope.
SELECT seq_id, id, version, type,
  CASE WHEN $3::varchar[] IS NULL OR type = ANY ($3) THEN data END, timestamp,
  CASE WHEN $3::varchar[] IS NULL OR type = ANY ($3) THEN headers END,
  correlation_id, causation_id, user_name, tenant_id, stream_id
FROM mt_events
WHERE seq_id > $1 AND seq_id <= $2
ORDER BY seq_id
