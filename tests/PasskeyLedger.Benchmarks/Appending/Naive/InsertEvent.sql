INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
  correlation_id, causation_id, headers, user_name, is_archived)
VALUES (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, false)
RETURNING seq_id
