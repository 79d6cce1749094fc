-- What an active subscriber's session must be like. A node that dies without a word (its machine, its network) is to be
-- noticed within four seconds, in the middle of a statement too, so that another can take over. Names that this server
-- does not know are passed over. Each row says when the server was started.
SELECT pg_postmaster_start_time(), set_config(s.name, v.value, false)
FROM (VALUES
  ('default_transaction_isolation', 'read committed'),
  ('tcp_keepalives_idle', '2'),
  ('tcp_keepalives_interval', '1'),
  ('tcp_keepalives_count', '2'),
  ('tcp_user_timeout', '4000'),
  ('client_connection_check_interval', '1000')
) AS v (name, value)
JOIN pg_settings s ON s.name = v.name
