-- The first hashes of a tile, where a checkpoint has a size at which the tile has just so many. A full one never changes again.
SELECT substring(hashes FROM 1 FOR 32 * $3)
FROM ledger_tree_tiles
WHERE level = $1 AND tile = $2 AND octet_length(hashes) >= 32 * $3
  AND EXISTS (SELECT 1 FROM ledger_tree_checkpoints WHERE tree_size >= $4 AND tree_size < $5)
