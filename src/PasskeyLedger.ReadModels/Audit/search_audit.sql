-- A page of events, newest first. A filter that is null does not count; as the parameters are known when the statement is planned,
-- nothing is left of it. Without a pool each tenant's newest are taken from the tenant's own part of an index, and the newest of those.
with recursive tenants (tenant_id) as (
  select coalesce($1::varchar, (select min(a.tenant_id) from ledger_audit a))
  union all
  select (select min(a.tenant_id) from ledger_audit a where a.tenant_id > t.tenant_id)
  from tenants t
  where $1::varchar is null and t.tenant_id is not null
)
select e.*
from tenants t
cross join lateral (
  select a.position, a.tenant_id, a.stream_id, a.version, a.event_id, a.type, a.at, a.outcome, a.sub, a.operation,
    a.reason, a.exception, a.step, a.registration_id, a.credential_id, a.client_id, a.source_address, a.user_agent, a.request_id, a.trace_id
  from ledger_audit a
  where a.tenant_id = t.tenant_id
    and ($2::varchar is null or a.sub = $2)
    and ($3::varchar is null or a.type = $3)
    and ($4::varchar is null or a.outcome = $4)
    and ($5::varchar is null or a.reason = $5)
    and ($6::varchar is null or a.credential_id = $6)
    and ($7::varchar is null or a.source_address = $7)
    and ($8::varchar is null or a.client_id = $8)
    and ($9::varchar is null or a.request_id = $9)
    and a.at >= $10
    and a.at < $11
    and (a.at, a.position) < ($12, $13)
    and a.position <= $14
  order by a.at desc, a.position desc
  limit $15
) as e
where t.tenant_id is not null
order by e.at desc, e.position desc
limit $15
