select credential_id, friendly_name, relying_party_id, attachment, transports, created_at
from ledger_credentials
where tenant_id = $1
  and sub = $2
  and (created_at, credential_id) > ($3, $4)
order by created_at, credential_id
limit $5
