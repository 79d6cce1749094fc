-- The stored tree's leaves with their events, tile by tile.
SELECT t.tile, t.hashes, p.positions
FROM (SELECT tile, hashes FROM ledger_tree_tiles WHERE level = 0) t
FULL JOIN ledger_tree_positions p ON p.tile = t.tile
ORDER BY coalesce(t.tile, p.tile)
