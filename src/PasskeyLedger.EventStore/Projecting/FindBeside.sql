SELECT to_regnamespace($1) IS NOT NULL AND EXISTS (SELECT 1 FROM mt_event_progression WHERE name = $2)
