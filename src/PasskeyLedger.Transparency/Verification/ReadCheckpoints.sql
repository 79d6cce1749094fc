SELECT tree_size, note FROM ledger_tree_checkpoints ORDER BY tree_size
