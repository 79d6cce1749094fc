-- Keys that one stream of a tenant may hold at a time.

CREATE TABLE ledger_claims (
  tenant_id varchar NOT NULL,
  kind varchar NOT NULL,
  key varchar NOT NULL,
  stream_id varchar NOT NULL,
  -- Tells this holding of the key from an earlier or later one of the same stream.
  claim_id uuid NOT NULL,
  CONSTRAINT pkey_ledger_claims PRIMARY KEY (tenant_id, kind, key)
);
