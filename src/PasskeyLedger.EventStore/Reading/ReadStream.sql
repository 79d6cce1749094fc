-- The stream's version and a range of its events, from one snapshot. Without events in the range one row tells the version.
SELECT s.version, e.seq_id, e.id, e.version, e.type, e.data, e.timestamp, e.headers, e.correlation_id, e.causation_id, e.user_name
FROM mt_streams s
LEFT JOIN mt_events e ON e.tenant_id = s.tenant_id AND e.stream_id = s.id
  AND e.version > $3 AND e.version <= $4 AND e.timestamp <= $5
WHERE s.tenant_id = $1 AND s.id = $2
ORDER BY e.version
