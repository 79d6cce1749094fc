select coalesce(max(position), 0) from ledger_audit
