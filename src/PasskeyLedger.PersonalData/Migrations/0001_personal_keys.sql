-- The keys of personal data. A user's events lie on one stream, so a key belongs to a stream. There may be several: what is
-- encrypted names its key, and two nodes that meet a user for the first time at once need not agree on one.
CREATE TABLE ledger_personal_keys (
  tenant_id varchar NOT NULL,
  stream_id varchar NOT NULL,
  key_id uuid NOT NULL,
  -- 32 bytes; or, where wrapped_with is not null, nonce, ciphertext and tag of AES-256-GCM under the key-encryption key.
  -- Null once it is destroyed: the row stays, so that an erased key can be told from a lost one.
  key bytea,
  -- The fingerprint of the key-encryption key.
  wrapped_with varchar,
  created_at timestamptz NOT NULL,
  destroyed_at timestamptz,
  CONSTRAINT pkey_ledger_personal_keys PRIMARY KEY (tenant_id, stream_id, key_id),
  CONSTRAINT key_until_destroyed CHECK ((key IS NULL) = (destroyed_at IS NOT NULL))
);

-- The key-encryption key that this database began with, if any: one row at the most.
CREATE TABLE ledger_personal_key_file (
  only_row boolean NOT NULL DEFAULT true CONSTRAINT pkey_ledger_personal_key_file PRIMARY KEY CHECK (only_row),
  fingerprint varchar NOT NULL,
  since timestamptz NOT NULL
);

-- Fails the transaction of an append that is encrypted with a key which is not there (any more). Whoever appends to a stream
-- holds its row in mt_streams, and so does whoever destroys its keys: what is seen here holds until the commit.
-- The index is the way whatever the planner remembers of a table that was small.
CREATE FUNCTION ledger_require_personal_keys(tenants varchar[], streams varchar[], keys uuid[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  FOR i IN 1 .. cardinality(keys) LOOP
    PERFORM FROM ledger_personal_keys k
    WHERE k.tenant_id = tenants[i] AND k.stream_id = streams[i] AND k.key_id = keys[i] AND k.destroyed_at IS NULL;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a key of personal data is not there any more' USING ERRCODE = 'PLK01';
    END IF;
  END LOOP;
END
$$;
