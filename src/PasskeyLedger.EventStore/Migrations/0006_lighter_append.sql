-- The same as before in fewer and lighter steps. An event whose append expects a version now comes with its own version, so that in a
-- group in which nobody is refused nothing needs to be looked up.

-- An event of a few kilobytes stays in its row, as it came. Compressing it takes longer than writing it, and evidence hardly
-- compresses; out of its row it would be read and written with two more index entries. A stream's row is updated with each append, and
-- most often soon after its first: with room left in its page that takes no index entry.
-- Tables that somebody has partitioned keep what their partitions have.
DO $$
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = 'mt_events'::regclass) = 'r' THEN
    ALTER TABLE mt_events SET (toast_tuple_target = 4080);
  END IF;
  IF (SELECT relkind FROM pg_class WHERE oid = 'mt_streams'::regclass) = 'r' THEN
    ALTER TABLE mt_streams SET (fillfactor = 70);
  END IF;
END
$$;

DROP FUNCTION ledger_append(varchar[], varchar[], varchar[], bigint[], int[], timestamptz[], int[], varchar[], varchar[], int[], int[], int[],
  uuid[], varchar[], varchar[], jsonb[], jsonb[], timestamptz[], varchar[], varchar[], varchar[]);

-- Commits a group of appends, each of which succeeds or is refused on its own. Arrays of one prefix run in parallel;
-- claim_appends and event_appends number the append a row belongs to, from 1. Within a group no two appends may have the
-- same stream key (whatever their tenants) or touch the same claim: a row can be locked and changed once a statement.
--
-- Rows are locked in one order by everyone: claims, then streams, each sorted. So two groups can wait for each other but
-- never in a circle. The statements insert from the arrays and meet existing rows through ON CONFLICT on a primary key,
-- which leaves the planner nothing to choose: a plan cached while the tables were empty stays good.
--
-- Rows are taken from the arrays by subscripts: unnest keeps the values of each array in a store of its own, which costs more than
-- most of the rows, and a function's arrays are taken apart once.
CREATE FUNCTION ledger_append(
  append_tenants varchar[],
  append_streams varchar[],
  append_stream_types varchar[],
  append_expected bigint[],        -- -1: any version
  append_counts int[],             -- events of the append, at least one
  append_times timestamptz[],
  claim_appends int[],
  claim_kinds varchar[],
  claim_keys varchar[],
  claim_places int[],              -- the claim's place in its append, from 0; -1 gives the key back instead of taking it
  event_appends int[],             -- ascending
  event_offsets int[],             -- 1 for the append's first event, ascending
  event_versions bigint[],         -- what the event's version is if its append is not refused; 0 where that takes any version
  event_ids uuid[],
  event_types varchar[],
  event_clr_types varchar[],
  event_data jsonb[],
  event_headers jsonb[],
  event_times timestamptz[],
  event_correlations varchar[],
  event_causations varchar[],
  event_users varchar[]
)
-- First the events that were appended, in the order they were given; then a row for each append that is refused.
RETURNS TABLE (
  event uuid,                      -- null for a refused append
  version bigint,                  -- the event's; for a refused append the stream's now, null where it does not exist
  "position" bigint,               -- the event's
  append int,                      -- the refused append's number
  claim int                        -- the place of a claim that another stream holds, where that is why it is refused
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  holding uuid;
  claimed int[];                   -- the appends that another stream's claim refuses; null for none
  claimed_places int[];            -- in parallel, the place of that claim
  written varchar[];               -- the streams that were written, each for an append that is not refused
  written_versions bigint[];       -- in parallel, their new versions
  versions bigint[] := event_versions;    -- by event; 0 where its append is refused
  refused int[];                   -- null for none
BEGIN
  IF cardinality(claim_keys) > 0 THEN
    holding := gen_random_uuid();
    -- A key to be released is locked here as well, in the same order; the row this may create is deleted below.
    -- The keys that somebody held before are few, and only they are compared with the group.
    WITH held AS (
      INSERT INTO ledger_claims AS c (tenant_id, kind, key, stream_id, claim_id)
      SELECT append_tenants[claim_appends[i]], claim_kinds[i], claim_keys[i], append_streams[claim_appends[i]], holding
      FROM generate_series(1, cardinality(claim_keys)) AS i
      ORDER BY append_tenants[claim_appends[i]] COLLATE "C", claim_kinds[i] COLLATE "C", claim_keys[i] COLLATE "C"
      ON CONFLICT (tenant_id, kind, key) DO UPDATE SET stream_id = c.stream_id
      RETURNING c.tenant_id, c.kind, c.key, c.stream_id, c.claim_id
    )
    SELECT array_agg(k.append), array_agg(k.place) INTO claimed, claimed_places
    FROM held h
    CROSS JOIN LATERAL (
      SELECT k.append, k.place
      FROM unnest(claim_appends, claim_kinds, claim_keys, claim_places) AS k (append, kind, key, place)
      WHERE append_tenants[k.append] = h.tenant_id AND k.kind = h.kind AND k.key = h.key
        AND k.place >= 0 AND append_streams[k.append] <> h.stream_id
      OFFSET 0
    ) AS k
    WHERE h.claim_id <> holding;
  END IF;

  -- A stream is written before a position is drawn, so that the transaction has its id by then: readers of the whole log
  -- rely on it to tell when a gap is settled.
  --
  -- What is proposed for a stream that should exist is no row to stay: its version is negative, the number of events, and its type says
  -- which version is expected. Where the stream exists, that is all there is to know of the append; where not, the row is deleted below.
  WITH written AS (
    INSERT INTO mt_streams AS s (tenant_id, id, type, version, timestamp, created, is_archived)
    SELECT append_tenants[i], append_streams[i], CASE WHEN append_expected[i] > 0 THEN append_expected[i]::varchar ELSE append_stream_types[i] END,
      CASE WHEN append_expected[i] > 0 THEN -append_counts[i] ELSE append_counts[i] END, append_times[i], append_times[i], false
    FROM generate_series(1, cardinality(append_streams)) AS i
    WHERE claimed IS NULL OR i <> ALL (claimed)
    ORDER BY append_tenants[i] COLLATE "C", append_streams[i] COLLATE "C"
    ON CONFLICT (tenant_id, id) DO UPDATE
    SET version = s.version + abs(EXCLUDED.version), timestamp = EXCLUDED.timestamp
    WHERE CASE
      WHEN EXCLUDED.version < 0 THEN s.version = EXCLUDED.type::bigint
      ELSE append_expected[array_position(append_streams, EXCLUDED.id)] IN (-1, s.version)
    END
    RETURNING s.id, s.version
  )
  SELECT coalesce(array_agg(w.id), '{}'), coalesce(array_agg(w.version), '{}') INTO written, written_versions
  FROM written w
  WHERE w.version > 0;

  IF cardinality(written) < cardinality(append_streams) OR 0 = ANY (event_versions) THEN
    SELECT array_agg(coalesce(w.version - append_counts[e.append] + e.event_offset, 0) ORDER BY e.place) INTO versions
    FROM unnest(event_appends, event_offsets) WITH ORDINALITY AS e (append, event_offset, place)
    LEFT JOIN unnest(written, written_versions) AS w (id, version) ON w.id = append_streams[e.append];

    SELECT array_agg(a.append ORDER BY a.append) INTO refused
    FROM unnest(append_streams) WITH ORDINALITY AS a (stream, append)
    WHERE a.stream <> ALL (written);
  END IF;

  RETURN QUERY
    INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
      correlation_id, causation_id, headers, user_name, is_archived)
    SELECT nextval('mt_events_sequence'), event_ids[i], append_streams[event_appends[i]], versions[i], event_data[i], event_types[i],
      event_times[i], append_tenants[event_appends[i]], event_clr_types[i], event_correlations[i], event_causations[i], event_headers[i],
      event_users[i], false
    FROM generate_series(1, cardinality(event_ids)) AS i
    WHERE versions[i] > 0
    RETURNING id, version, seq_id, NULL::int, NULL::int;

  IF cardinality(claim_keys) > 0 AND (refused IS NOT NULL OR -1 = ANY (claim_places)) THEN
    DELETE FROM ledger_claims c
    USING unnest(claim_appends, claim_kinds, claim_keys, claim_places) AS k (append, kind, key, place)
    WHERE c.tenant_id = append_tenants[k.append] AND c.kind = k.kind AND c.key = k.key
      AND CASE
        WHEN k.append = ANY (refused) THEN c.claim_id = holding
        ELSE k.place = -1 AND c.stream_id = append_streams[k.append]
      END;
  END IF;

  IF refused IS NOT NULL THEN
    -- Rows for read models leave in the same transaction, in statements after this one: see ledger_kept.
    PERFORM set_config('ledger.refused', refused::text, true);

    DELETE FROM mt_streams s
    USING unnest(refused) AS a (append)
    WHERE s.tenant_id = append_tenants[a.append] AND s.id = append_streams[a.append] AND s.version < 0;

    -- Whoever believes in a wrong version is told that first: what it claims follows from what it believes.
    RETURN QUERY
      SELECT NULL::uuid, s.version, NULL::bigint, a.append,
        CASE WHEN append_expected[a.append] IN (-1, coalesce(s.version, 0)) THEN claimed_places[array_position(claimed, a.append)] END
      FROM unnest(refused) AS a (append)
      LEFT JOIN mt_streams s ON s.tenant_id = append_tenants[a.append] AND s.id = append_streams[a.append];
  END IF;
END
$$;
