INSERT INTO ledger_tree_checkpoints (tree_size, note, signed_at) VALUES ($1, $2, $3)
