-- What the relay is told and says, how far it has come, and how much is behind that.
SELECT r.is_paused, r.moves, r.stopped_position, r.stopped_event, r.stopped_type, r.stopped_reason, r.stopped_attempts, r.stopped_at,
  r.waiting_since, r.waiting_reason
FROM ledger_relay r
