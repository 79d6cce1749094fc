-- Of two of one schema the later one stays. Another schema is another reader's: who wrote last, is asked next. One of events that are not
-- there, which a server that was lost took with it, would stand for others that come in their place.
INSERT INTO ledger_snapshots AS s (tenant_id, stream_id, version, schema, state)
SELECT $1, $2, $3, $4, $5
WHERE EXISTS (SELECT FROM mt_events e WHERE e.tenant_id = $1 AND e.stream_id = $2 AND e.version = $3)
ON CONFLICT (tenant_id, stream_id) DO UPDATE SET version = EXCLUDED.version, schema = EXCLUDED.schema, state = EXCLUDED.state
WHERE s.schema <> EXCLUDED.schema OR s.version <= EXCLUDED.version
