-- The stored tree's leaves with their events, tile by tile.
SELECT t.tile, t.hashes, p.positions
FROM ledger_tree_tiles t
FULL JOIN ledger_tree_positions p ON p.tile = t.tile
WHERE t.level = 0 OR t.level IS NULL
ORDER BY coalesce(t.tile, p.tile)
