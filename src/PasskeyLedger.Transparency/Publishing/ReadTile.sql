SELECT hashes FROM ledger_tree_tiles WHERE level = $1 AND tile = $2
