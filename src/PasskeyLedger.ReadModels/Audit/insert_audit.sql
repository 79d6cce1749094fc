-- An event has one row, however often it is projected.
insert into ledger_audit (
  position, tenant_id, stream_id, version, event_id, type, at, outcome, sub, operation,
  reason, exception, step, registration_id, credential_id, client_id, source_address, user_agent, request_id, trace_id)
select * from unnest(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
  $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
on conflict (position) do nothing
