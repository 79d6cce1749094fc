-- How many leaves have a position, and the last of those; nothing where there is none.
SELECT 256 * tile + cardinality(positions), positions[cardinality(positions)]
FROM ledger_tree_positions
ORDER BY tile DESC
LIMIT 1
