-- The events of a credential above a position, oldest first: its own, those of the registrations that it came of, and the refusals whose
-- evidence names it. What else there is of a registration that was refused is not the credential's.
with own as materialized (
  select position, case when outcome = 'accepted' then registration_id end as registration_id
  from ledger_audit
  where tenant_id = $1
    and credential_id = $2
), events (position) as (
  select position from own
  union
  select r.position
  from own
  join ledger_audit r on r.registration_id = own.registration_id
)
select a.position, a.tenant_id, a.stream_id, a.version, a.event_id, a.type, a.at, a.outcome, a.sub, a.operation,
  a.reason, a.exception, a.step, a.registration_id, a.credential_id, a.client_id, a.source_address, a.user_agent, a.request_id, a.trace_id
from events
join ledger_audit a on a.position = events.position
where a.position > $3
order by a.position
limit $4
