-- Appends the events' positions to the tiles that their leaves are in: $2 to $3 says which of the positions ($4) are a tile's.
INSERT INTO ledger_tree_positions AS p (tile, first_position, positions)
SELECT g.tile, ($4)[g.first], ($4)[g.first:g.last]
FROM unnest($1, $2, $3) AS g (tile, first, last)
ON CONFLICT (tile) DO UPDATE SET positions = p.positions || excluded.positions
