SELECT positions FROM ledger_tree_positions WHERE tile = $1
