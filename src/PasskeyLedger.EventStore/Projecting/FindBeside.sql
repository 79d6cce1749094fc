-- A rebuild was begun, under the schema $1, of the version whose checkpoint is $2.
SELECT to_regclass($1 || '.put_off_indexes') IS NOT NULL AND EXISTS (SELECT 1 FROM mt_event_progression WHERE name = $2)
