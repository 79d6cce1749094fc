UPDATE ledger_relay SET moves = moves + 1
