-- How far each name has come, and where the log ends. The event it handles next tells since when it is behind. A rebuild's
-- checkpoint belongs to a run that ends, or to one that was given up: nobody is behind there.
SELECT p.name, coalesce(p.last_seq_id, 0), (SELECT coalesce(max(seq_id), 0) FROM mt_events),
  (SELECT e.timestamp FROM mt_events e WHERE e.seq_id > coalesce(p.last_seq_id, 0) ORDER BY e.seq_id LIMIT 1)
FROM mt_event_progression p
WHERE position('/rebuild/' IN p.name) = 0
ORDER BY p.name
