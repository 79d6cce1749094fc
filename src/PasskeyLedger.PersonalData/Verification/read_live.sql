SELECT tenant_id, stream_id, key_id, key, wrapped_with FROM ledger_personal_keys WHERE key IS NOT NULL
