INSERT INTO ledger_personal_keys (tenant_id, stream_id, key_id, key, wrapped_with, created_at)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
