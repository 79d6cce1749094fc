-- The leaf of an event, by the position; null where the tree does not have it yet, or where there is no such event.
SELECT 256 * tile + array_position(positions, $1) - 1
FROM ledger_tree_positions
WHERE first_position <= $1
ORDER BY first_position DESC
LIMIT 1
