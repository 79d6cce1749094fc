-- Since when stays what it was while the waiting goes on.
UPDATE ledger_relay SET waiting_since = CASE WHEN $1::varchar IS NULL THEN NULL ELSE coalesce(waiting_since, transaction_timestamp()) END,
  waiting_reason = $1
WHERE waiting_reason IS DISTINCT FROM $1
