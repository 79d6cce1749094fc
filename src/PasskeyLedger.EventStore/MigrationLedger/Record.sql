INSERT INTO ledger_migrations (source, name, sha256, applied_at) VALUES ($1, $2, $3, clock_timestamp())
