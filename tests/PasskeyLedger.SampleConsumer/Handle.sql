-- The effect and the checkpoint, in one statement and so in one transaction. An event that is not beyond the checkpoint has been handled.
WITH moved AS (
  INSERT INTO consumer_positions AS p (pool, stream, position) VALUES ($3, $4, $5)
  ON CONFLICT (pool, stream) DO UPDATE SET position = excluded.position WHERE p.position < excluded.position
  RETURNING position
)
INSERT INTO consumer_effects (event_id, type, pool, stream, position) SELECT $1, $2, $3, $4, $5 FROM moved
