-- Versions of streams and a range of the events of each, from one snapshot. Where a range holds none, one row tells the
-- version; a stream that does not exist has no row. "read" numbers the reads from 1.
SELECT r.read::int, s.version, e.seq_id, e.id, e.version, e.type, e.data, e.timestamp, e.headers, e.correlation_id, e.causation_id, e.user_name
FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS r (tenant, stream, after_version, until_version, until_time, read)
JOIN mt_streams s ON s.tenant_id = r.tenant AND s.id = r.stream
LEFT JOIN mt_events e ON e.tenant_id = s.tenant_id AND e.stream_id = s.id
  AND e.version > r.after_version AND e.version <= r.until_version AND e.timestamp <= r.until_time
ORDER BY r.read, e.version
