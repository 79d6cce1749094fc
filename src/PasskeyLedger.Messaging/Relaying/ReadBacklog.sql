-- How far the relay has come, where the log ends, how many events are between, and when the first of them happened.
SELECT c.position, (SELECT coalesce(max(seq_id), 0) FROM mt_events), b.depth, b.since
FROM (SELECT coalesce((SELECT last_seq_id FROM mt_event_progression WHERE name = $1), 0) AS position) AS c
CROSS JOIN LATERAL (
  SELECT count(*) AS depth, (SELECT e.timestamp FROM mt_events e WHERE e.seq_id > c.position ORDER BY e.seq_id LIMIT 1) AS since
  FROM mt_events e WHERE e.seq_id > c.position
) AS b
