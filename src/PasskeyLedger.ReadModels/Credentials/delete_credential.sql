delete from ledger_credentials c
using unnest($1, $2) as gone (tenant_id, credential_id)
where c.tenant_id = gone.tenant_id
  and c.credential_id = gone.credential_id
