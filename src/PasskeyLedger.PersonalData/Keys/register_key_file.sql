-- The first key-encryption key stays the database's. $1 is null where none is configured.
WITH registered AS (
  INSERT INTO ledger_personal_key_file (fingerprint, since)
  SELECT $1, now() WHERE $1 IS NOT NULL
  ON CONFLICT (only_row) DO NOTHING
)
SELECT fingerprint FROM ledger_personal_key_file
