-- What a stream's events come to at a version, so that a reader need not begin at the first one. It is not part of the
-- record: it may be deleted at any time, and is made anew from the events.

CREATE TABLE ledger_snapshots (
  tenant_id varchar NOT NULL,
  stream_id varchar NOT NULL,
  version bigint NOT NULL,
  -- Which reader's state it is, and in which form.
  schema varchar NOT NULL,
  state bytea NOT NULL,
  CONSTRAINT pkey_ledger_snapshots PRIMARY KEY (tenant_id, stream_id)
);
