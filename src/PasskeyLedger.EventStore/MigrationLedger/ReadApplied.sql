SELECT source, name, sha256 FROM ledger_migrations
