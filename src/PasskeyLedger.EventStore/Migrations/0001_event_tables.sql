-- The tables of a Marten 9 event store with string stream keys, conjoined tenancy and all metadata on, so that a Marten
-- application can open the same database. Where Marten made them already they are taken as they are. Nothing of ours may
-- be added to them: Marten's migrations drop what they do not know.

CREATE TABLE IF NOT EXISTS mt_streams (
  tenant_id varchar NOT NULL DEFAULT '*DEFAULT*',
  id varchar NOT NULL,
  type varchar,
  version bigint,
  timestamp timestamptz NOT NULL DEFAULT now(),
  created timestamptz NOT NULL DEFAULT now(),
  is_archived boolean DEFAULT false,
  CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS mt_events (
  seq_id bigint NOT NULL,
  id uuid NOT NULL,
  stream_id varchar,
  version bigint NOT NULL,
  data jsonb NOT NULL,
  bdata bytea,
  type varchar(500) NOT NULL,
  timestamp timestamptz NOT NULL,
  tenant_id varchar DEFAULT '*DEFAULT*',
  mt_dotnet_type varchar,
  correlation_id varchar,
  causation_id varchar,
  headers jsonb,
  user_name varchar,
  is_archived boolean DEFAULT false,
  CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id),
  CONSTRAINT fkey_mt_events_stream_id_tenant_id FOREIGN KEY (tenant_id, stream_id) REFERENCES mt_streams (tenant_id, id)
);

CREATE UNIQUE INDEX IF NOT EXISTS pk_mt_events_stream_and_version ON mt_events (tenant_id, stream_id, version);

CREATE SEQUENCE IF NOT EXISTS mt_events_sequence OWNED BY mt_events.seq_id;

CREATE TABLE IF NOT EXISTS mt_event_progression (
  name varchar NOT NULL,
  last_seq_id bigint,
  last_updated timestamptz DEFAULT transaction_timestamp(),
  CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);
