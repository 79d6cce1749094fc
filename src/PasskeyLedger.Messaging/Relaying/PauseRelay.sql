UPDATE ledger_relay SET is_paused = true
