-- What finds a few events wherever they are stands before the pool: a pool's id before it made each of these indexes a third larger, and
-- each comparison in them longer. Where a pool is asked for as well, hardly an event of another one has the value, and such are passed over.
-- An address or a client may have any number of events in each of several pools, and stays behind the pool.
drop index ledger_audit_of_user;
drop index ledger_audit_of_credential;
drop index ledger_audit_of_request;
create index ledger_audit_of_user on ledger_audit (sub, at, position) where sub is not null;
create index ledger_audit_of_credential on ledger_audit (credential_id, at, position) where credential_id is not null;
create index ledger_audit_of_request on ledger_audit (request_id, at, position) where request_id is not null;
