SELECT tree_size, note, signed_at FROM ledger_tree_checkpoints ORDER BY tree_size DESC LIMIT 1
