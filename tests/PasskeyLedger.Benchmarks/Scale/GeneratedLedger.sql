-- $1 users from number $2 on, each of whom registered one passkey: two events, with what the service writes beside them.
-- $3 pool, $4 and $5 stored names, $6 and $7 CLR names, $8 and $9 data, $10 headers.
WITH users AS (
  SELECT u, 'passkeys/' || '00000000-0000-4000-8000-' || lpad(to_hex(u), 12, '0') AS stream, now() AS at
  FROM generate_series($2::bigint, $2 + $1 - 1) AS u
), streams AS (
  INSERT INTO mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
  SELECT $3, stream, 'user_passkeys', 2, at, at, false FROM users
)
INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, headers, user_name, is_archived)
SELECT nextval('mt_events_sequence'), gen_random_uuid(), stream, v,
  -- Every passkey has an id of its own, which the read model's key asks for.
  CASE v WHEN 1 THEN $8::jsonb ELSE jsonb_set($9::jsonb, '{credentialId}', to_jsonb(replace(gen_random_uuid()::text, '-', ''))) END,
  CASE v WHEN 1 THEN $4 ELSE $5 END, at, $3, CASE v WHEN 1 THEN $6 ELSE $7 END, '0af7651916cd43dd8448eb211c80319c', $10::jsonb, stream, false
FROM users, generate_series(1, 2) AS v
ORDER BY u, v
