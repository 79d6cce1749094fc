SELECT coalesce((SELECT 256 * tile + octet_length(hashes) / 32 FROM ledger_tree_tiles WHERE level = 0 ORDER BY tile DESC LIMIT 1), 0)
