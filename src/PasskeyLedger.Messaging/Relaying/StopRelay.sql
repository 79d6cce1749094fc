UPDATE ledger_relay SET stopped_position = $1, stopped_event = $2, stopped_type = $3, stopped_reason = $4, stopped_attempts = $5,
  stopped_at = transaction_timestamp(), waiting_since = NULL, waiting_reason = NULL
