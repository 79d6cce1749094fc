UPDATE ledger_relay SET is_paused = false, stopped_position = NULL, stopped_event = NULL, stopped_type = NULL,
  stopped_reason = NULL, stopped_attempts = NULL, stopped_at = NULL
