-- Appends the events' positions to the tiles that their leaves are in.
INSERT INTO ledger_tree_positions AS p (tile, first_position, positions)
SELECT g.tile, min(g.position), array_agg(g.position ORDER BY g.position)
FROM unnest($1, $2) AS g (tile, position)
GROUP BY g.tile
ON CONFLICT (tile) DO UPDATE SET positions = p.positions || excluded.positions
