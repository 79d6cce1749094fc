SELECT positions, (SELECT hashes FROM ledger_tree_tiles WHERE level = 0 AND tile = $1) FROM ledger_tree_positions WHERE tile = $1
