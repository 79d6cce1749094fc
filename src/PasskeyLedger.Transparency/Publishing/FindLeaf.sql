-- The leaf of an event, by the position, and the last position that has one. The leaf is null where the tree does not have the event: it
-- does not have it yet where its last position is below.
SELECT l.leaf, (SELECT positions[cardinality(positions)] FROM ledger_tree_positions ORDER BY tile DESC LIMIT 1)
FROM (SELECT 1) AS one
LEFT JOIN LATERAL (
  SELECT 256 * tile + array_position(positions, $1) - 1 AS leaf
  FROM ledger_tree_positions
  WHERE first_position <= $1
  ORDER BY first_position DESC
  LIMIT 1) AS l ON true
