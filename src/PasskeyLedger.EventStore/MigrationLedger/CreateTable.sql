CREATE TABLE ledger_migrations (
  source varchar NOT NULL,
  name varchar NOT NULL,
  sha256 varchar NOT NULL,
  applied_at timestamptz NOT NULL,
  CONSTRAINT pkey_ledger_migrations PRIMARY KEY (source, name)
)
