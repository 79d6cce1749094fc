-- The keys of streams, each stream's in the order they were made.
SELECT k.tenant_id, k.stream_id, k.key_id, k.key, k.wrapped_with
FROM unnest($1, $2) AS s (tenant, stream)
JOIN ledger_personal_keys k ON k.tenant_id = s.tenant AND k.stream_id = s.stream
ORDER BY k.created_at, k.key_id
