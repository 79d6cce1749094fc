-- Keys that were destroyed, and that no erasure ($1) on their stream names. Both are seen at one moment.
SELECT k.tenant_id, k.stream_id, k.key_id, k.key, k.wrapped_with
FROM ledger_personal_keys k
WHERE k.key IS NULL AND NOT EXISTS (
  SELECT FROM mt_events e
  WHERE e.tenant_id = k.tenant_id AND e.stream_id = k.stream_id AND e.type = $1 AND e.data -> 'keyIds' ? k.key_id::text)
