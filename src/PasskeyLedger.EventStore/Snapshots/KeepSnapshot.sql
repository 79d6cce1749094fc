-- Of two of one schema the later one stays. Another schema is another reader's: who wrote last, is asked next.
INSERT INTO ledger_snapshots AS s (tenant_id, stream_id, version, schema, state) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (tenant_id, stream_id) DO UPDATE SET version = EXCLUDED.version, schema = EXCLUDED.schema, state = EXCLUDED.state
WHERE s.schema <> EXCLUDED.schema OR s.version <= EXCLUDED.version
