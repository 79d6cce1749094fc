-- Fails where a key is not there (any more). Whoever appends to a stream holds its row in mt_streams, and so does whoever destroys
-- its keys: what is seen here holds until the commit. An append's connection looks rows up by their index, whatever the planner
-- remembers of a table that was small.
SELECT ledger_refuse_personal_key()
FROM unnest($1, $2, $3) AS r (tenant, stream, key)
WHERE NOT EXISTS (
  SELECT FROM ledger_personal_keys k
  WHERE k.tenant_id = r.tenant AND k.stream_id = r.stream AND k.key_id = r.key AND k.destroyed_at IS NULL)
