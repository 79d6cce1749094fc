-- Versions of streams and a range of the events of each, from one snapshot of the database. Where a range holds none, one
-- row tells the version; a stream that does not exist has no row. "read" numbers the reads from 1.
--
-- A kept state of the schema that is asked for ($6, null for none) stands for the events up to its version, where that
-- spares any. It comes with a read's first row alone.
SELECT r.read::int, s.version, e.seq_id, e.id, e.version, e.type, e.data, e.timestamp, e.headers, e.correlation_id, e.causation_id, e.user_name,
  k.version, CASE WHEN e.version IS NULL OR e.version = k.version + 1 THEN k.state END
FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS r (tenant, stream, after_version, until_version, until_time, snapshot_schema, read)
JOIN mt_streams s ON s.tenant_id = r.tenant AND s.id = r.stream
LEFT JOIN ledger_snapshots k ON k.tenant_id = r.tenant AND k.stream_id = r.stream AND k.schema = r.snapshot_schema
  AND k.version > r.after_version AND k.version <= r.until_version AND k.version <= s.version
LEFT JOIN mt_events e ON e.tenant_id = s.tenant_id AND e.stream_id = s.id
  AND e.version > coalesce(k.version, r.after_version) AND e.version <= r.until_version AND e.timestamp <= r.until_time
ORDER BY r.read, e.version
