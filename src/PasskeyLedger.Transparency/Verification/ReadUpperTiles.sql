SELECT level, tile, hashes FROM ledger_tree_tiles WHERE level > 0 ORDER BY level, tile
