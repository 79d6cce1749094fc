update ledger_audit a set source_address = null, user_agent = null
from unnest($1, $2, $3) as e (tenant_id, sub, position)
where a.tenant_id = e.tenant_id and a.sub = e.sub and a.position < e.position
  and (a.source_address is not null or a.user_agent is not null)
