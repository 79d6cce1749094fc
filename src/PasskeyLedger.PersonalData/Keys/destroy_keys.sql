UPDATE ledger_personal_keys k SET key = NULL, wrapped_with = NULL, destroyed_at = gone.at
FROM unnest($1, $2, $3) AS gone (tenant, stream, at)
WHERE k.tenant_id = gone.tenant AND k.stream_id = gone.stream AND k.destroyed_at IS NULL
