-- The events of a registration above a position, oldest first.
select position, tenant_id, stream_id, version, event_id, type, at, outcome, sub, operation,
  reason, exception, step, registration_id, credential_id, client_id, source_address, user_agent, request_id, trace_id
from ledger_audit
where registration_id = $1
  and position > $2
order by position
limit $3
