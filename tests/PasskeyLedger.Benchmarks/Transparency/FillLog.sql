-- A log of users who each started and completed a registration, as large as the service writes them: $1 events, $2 and $3 the data of
-- the two events with the credential's id left out, $4 their headers.
WITH users AS (
  SELECT u, '00000000-0000-4000-8000-' || lpad(to_hex(u), 12, '0') AS sub FROM generate_series(1, $1 / 2) AS g (u)
), streams AS (
  INSERT INTO mt_streams (tenant_id, id, type, version, timestamp, created)
  SELECT 'benchmark', 'passkeys/' || sub, 'user_passkeys', 2, now(), now() FROM users
)
INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, headers, user_name)
SELECT 2 * u - 2 + e.version, gen_random_uuid(), 'passkeys/' || sub, e.version,
  CASE e.version WHEN 1 THEN $2::jsonb ELSE $3::jsonb || jsonb_build_object('credentialId', 'credential-' || u) END,
  CASE e.version WHEN 1 THEN 'registration_started' ELSE 'registration_completed' END,
  timestamptz '2026-01-01 00:00:00+00' + u * interval '1 second' + e.version * interval '1 microsecond', 'benchmark', 'Benchmark', sub, $4::jsonb, sub
FROM users CROSS JOIN (VALUES (1), (2)) AS e (version)
ORDER BY u, e.version
