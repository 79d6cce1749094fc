-- What operators and the relay tell each other: one row, which is there from the start.
create table ledger_relay (
  is_only            boolean     not null default true constraint pkey_ledger_relay primary key check (is_only),
  is_paused          boolean     not null default false,
  -- How often the checkpoint was moved by hand: an active relay that sees another number starts anew from there.
  moves              bigint      not null default 0,
  -- The event that could not be published, at which the relay stands until somebody resumes it.
  stopped_position   bigint,
  stopped_event      uuid,
  stopped_type       varchar,
  stopped_reason     varchar,
  stopped_attempts   integer,
  stopped_at         timestamptz,
  -- Since when the active relay waits for the broker, and why.
  waiting_since      timestamptz,
  waiting_reason     varchar
);

insert into ledger_relay default values;
