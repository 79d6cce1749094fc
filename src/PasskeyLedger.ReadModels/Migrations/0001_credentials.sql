-- The passkeys that users have now: written in the transaction of the append that adds or removes one.
create table ledger_credentials (
  tenant_id        varchar     not null,
  credential_id    varchar     not null,
  sub              varchar     not null,
  friendly_name    varchar     not null,
  relying_party_id varchar     not null,
  attachment       varchar,
  transports       jsonb       not null,
  algorithm        integer     not null,
  aaguid           varchar     not null,
  format           varchar     not null,
  attestation      varchar     not null,
  registration_id  varchar     not null,
  created_at       timestamptz not null,
  constraint pkey_ledger_credentials primary key (tenant_id, credential_id)
);

-- A user's passkeys, oldest first, a page at a time.
create index ledger_credentials_of_user on ledger_credentials (tenant_id, sub, created_at, credential_id);
