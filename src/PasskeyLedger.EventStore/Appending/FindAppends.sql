-- Which appends are in the log, told by their last event. $4 is the version it must have, -1 where that is not known.
SELECT f.append::int, e.version, e.seq_id
FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS f (tenant, stream, event, version, append)
JOIN mt_events e ON e.tenant_id = f.tenant AND e.stream_id = f.stream AND e.id = f.event
WHERE f.version IN (-1, e.version)
