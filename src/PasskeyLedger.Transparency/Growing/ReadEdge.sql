-- The last tile of each level.
SELECT l.level, t.tile, t.hashes
FROM generate_series(0, 7) AS l (level)
CROSS JOIN LATERAL (SELECT tile, hashes FROM ledger_tree_tiles WHERE level = l.level ORDER BY tile DESC LIMIT 1) AS t
ORDER BY l.level
