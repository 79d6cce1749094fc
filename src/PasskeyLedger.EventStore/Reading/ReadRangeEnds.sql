-- Of the visible log above one position (null: from its first), up to another, every so manieth position.
SELECT seq_id
FROM (SELECT seq_id, row_number() OVER (ORDER BY seq_id) AS place FROM mt_events WHERE ($1 IS NULL OR seq_id > $1) AND seq_id <= $2) AS e
WHERE place % $3 = 0
ORDER BY seq_id
