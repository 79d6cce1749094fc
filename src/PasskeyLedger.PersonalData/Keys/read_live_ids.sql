SELECT key_id FROM ledger_personal_keys WHERE tenant_id = $1 AND stream_id = $2 AND destroyed_at IS NULL ORDER BY created_at, key_id
