-- How far the consumer has come, for each stream: its own checkpoint.
CREATE TABLE IF NOT EXISTS consumer_positions (pool text, stream text, position bigint NOT NULL, PRIMARY KEY (pool, stream));

-- What it does with events. Nothing here would stop a second row of one event.
CREATE TABLE IF NOT EXISTS consumer_effects (turn bigserial PRIMARY KEY, event_id uuid NOT NULL, type text NOT NULL, pool text NOT NULL, stream text NOT NULL, position bigint NOT NULL);
