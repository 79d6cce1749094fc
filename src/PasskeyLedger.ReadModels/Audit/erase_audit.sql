-- What is personal in a user's rows before the erasure: where calls came from, and the credential ids that only the evidence of refusals had.
update ledger_audit a set
  source_address = null,
  user_agent = null,
  credential_id = case when a.type = 'registration_rejected' then null else a.credential_id end
from unnest($1, $2, $3) as e (tenant_id, sub, position)
where a.tenant_id = e.tenant_id and a.sub = e.sub and a.position < e.position
  and (a.source_address is not null or a.user_agent is not null or (a.type = 'registration_rejected' and a.credential_id is not null))
