-- Asks the catalogue rather than to_regclass, which may remember from before the lock that there is no such table.
SELECT EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'ledger_migrations' AND pg_table_is_visible(c.oid))
