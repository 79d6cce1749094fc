DELETE FROM mt_event_progression WHERE starts_with(name, $1)
