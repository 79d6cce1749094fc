-- Every event by what it can be searched by. Written behind the log, in its order, so that with an event all before it are there.
-- Who erases a user's personal data sets source_address and user_agent to null in the user's rows.
create table ledger_audit (
  position        bigint      not null,
  tenant_id       varchar     not null,
  stream_id       varchar     not null,
  version         bigint      not null,
  event_id        uuid        not null,
  type            varchar     not null,
  at              timestamptz not null,
  outcome         varchar     not null,
  sub             varchar,
  operation       varchar,
  reason          varchar,
  exception       varchar,
  step            varchar,
  registration_id varchar,
  credential_id   varchar,
  client_id       varchar,
  source_address  varchar,
  user_agent      varchar,
  request_id      varchar,
  trace_id        varchar,
  constraint pkey_ledger_audit primary key (position)
);

-- One for each filter of a search, behind the pool and before the time: a page is a part of one of them, read backwards. What most
-- events are needs none of its own: the index by time finds a page of it as fast, and each index is paid for with every event.
create index ledger_audit_of_pool on ledger_audit (tenant_id, at, position);
create index ledger_audit_of_user on ledger_audit (tenant_id, sub, at, position) where sub is not null;
create index ledger_audit_of_type on ledger_audit (tenant_id, type, at, position)
  where type <> 'registration_started' and type <> 'registration_completed';
create index ledger_audit_of_outcome on ledger_audit (tenant_id, outcome, at, position) where outcome <> 'accepted';
create index ledger_audit_of_reason on ledger_audit (tenant_id, reason, at, position) where reason is not null;
create index ledger_audit_of_credential on ledger_audit (tenant_id, credential_id, at, position) where credential_id is not null;
create index ledger_audit_of_address on ledger_audit (tenant_id, source_address, at, position) where source_address is not null;
create index ledger_audit_of_client on ledger_audit (tenant_id, client_id, at, position) where client_id is not null;
create index ledger_audit_of_request on ledger_audit (tenant_id, request_id, at, position) where request_id is not null;

-- The story of one attempt, in the order of the log. Registration ids are unique over all pools.
create index ledger_audit_of_registration on ledger_audit (registration_id, position) where registration_id is not null;
