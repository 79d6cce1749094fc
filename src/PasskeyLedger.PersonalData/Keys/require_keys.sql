SELECT ledger_require_personal_keys($1, $2, $3)
