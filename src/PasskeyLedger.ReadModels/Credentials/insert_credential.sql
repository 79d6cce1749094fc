insert into ledger_credentials (
  tenant_id, credential_id, sub, friendly_name, relying_party_id, attachment, transports,
  algorithm, aaguid, format, attestation, registration_id, created_at)
select * from unnest(
  $1, $2, $3, $4, $5, $6, $7,
  $8, $9, $10, $11, $12, $13)
