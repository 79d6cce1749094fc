-- Commits a group of appends, each of which succeeds or is refused on its own. Arrays of one prefix run in parallel;
-- claim_appends and event_appends number the append a row belongs to, from 1. Within a group no two appends may have the
-- same stream key (whatever their tenants) or touch the same claim: a row can be locked and changed once a statement.
--
-- Rows are locked in one order by everyone: claims, then streams, each sorted. So two groups can wait for each other but
-- never in a circle. The statements insert from the arrays and meet existing rows through ON CONFLICT on a primary key,
-- which leaves the planner nothing to choose: a plan cached while the tables were empty stays good.
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
  event_appends int[],
  event_offsets int[],             -- 1 for the append's first event
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
RETURNS TABLE (
  append int,
  committed boolean,
  version bigint,                  -- the stream's version now; null where it does not exist
  "position" bigint,               -- of the append's last event, where committed
  claim int                        -- the place of a claim that another stream holds, where that is why it is refused
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  heads bigint[] := array_fill(0::bigint, ARRAY[cardinality(append_streams)]);    -- by append: its stream's new version, 0 if refused
  refused_claims int[] := array_fill(-1, ARRAY[cardinality(append_streams)]);     -- by append: the claim it is refused for, -1 if none
  holding uuid;
  refused int[];
  r record;
BEGIN
  IF cardinality(claim_keys) > 0 THEN
    holding := gen_random_uuid();
    -- A key to be released is locked here as well, in the same order; the row this may create is deleted below.
    FOR r IN
      WITH held AS (
        INSERT INTO ledger_claims AS c (tenant_id, kind, key, stream_id, claim_id)
        SELECT append_tenants[k.append], k.kind, k.key, append_streams[k.append], holding
        FROM unnest(claim_appends, claim_kinds, claim_keys) AS k (append, kind, key)
        ORDER BY append_tenants[k.append] COLLATE "C", k.kind COLLATE "C", k.key COLLATE "C"
        ON CONFLICT (tenant_id, kind, key) DO UPDATE SET stream_id = c.stream_id
        RETURNING c.tenant_id, c.kind, c.key, c.stream_id
      )
      SELECT k.append, k.place
      FROM unnest(claim_appends, claim_kinds, claim_keys, claim_places) AS k (append, kind, key, place)
      JOIN held h ON h.tenant_id = append_tenants[k.append] AND h.kind = k.kind AND h.key = k.key
      WHERE k.place >= 0 AND h.stream_id <> append_streams[k.append]
    LOOP
      refused_claims[r.append] := r.place;
    END LOOP;
  END IF;

  -- A stream is written before a position is drawn, so that the transaction has its id by then: readers of the whole log
  -- rely on it to tell when a gap is settled. A stream that should exist and does not comes into being at version 0.
  FOR r IN
    INSERT INTO mt_streams AS s (tenant_id, id, type, version, timestamp, created, is_archived)
    SELECT a.tenant, a.stream, a.stream_type, CASE WHEN a.expected > 0 THEN 0 ELSE a.events END, a.time, a.time, false
    FROM unnest(append_tenants, append_streams, append_stream_types, append_expected, append_counts, append_times, refused_claims)
      AS a (tenant, stream, stream_type, expected, events, time, refused_claim)
    WHERE a.refused_claim = -1
    ORDER BY a.tenant COLLATE "C", a.stream COLLATE "C"
    ON CONFLICT (tenant_id, id) DO UPDATE
    SET version = s.version + append_counts[array_position(append_streams, EXCLUDED.id)], timestamp = EXCLUDED.timestamp
    WHERE append_expected[array_position(append_streams, EXCLUDED.id)] IN (-1, s.version)
    RETURNING array_position(append_streams, s.id) AS append, s.version
  LOOP
    heads[r.append] := r.version;
  END LOOP;

  RETURN QUERY
    WITH inserted AS (
      INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
        correlation_id, causation_id, headers, user_name, is_archived)
      SELECT nextval('mt_events_sequence'), e.id, append_streams[e.append], heads[e.append] - append_counts[e.append] + e.event_offset,
        e.data, e.type, e.time, append_tenants[e.append], e.clr_type, e.correlation, e.causation, e.headers, e.user_name, false
      FROM (
        SELECT *
        FROM unnest(event_appends, event_offsets, event_ids, event_types, event_clr_types, event_data, event_headers,
          event_times, event_correlations, event_causations, event_users)
          AS e (append, event_offset, id, type, clr_type, data, headers, time, correlation, causation, user_name)
        WHERE heads[e.append] > 0
        ORDER BY e.append, e.event_offset
      ) AS e
      RETURNING stream_id, version, seq_id
    )
    SELECT array_position(append_streams, i.stream_id), true, max(i.version), max(i.seq_id), NULL::int
    FROM inserted i
    GROUP BY i.stream_id;

  IF cardinality(claim_keys) > 0 AND (-1 = ANY (claim_places) OR 0 = ANY (heads)) THEN
    DELETE FROM ledger_claims c
    USING unnest(claim_appends, claim_kinds, claim_keys, claim_places) AS k (append, kind, key, place)
    WHERE c.tenant_id = append_tenants[k.append] AND c.kind = k.kind AND c.key = k.key
      AND CASE
        WHEN heads[k.append] = 0 THEN c.claim_id = holding
        ELSE k.place = -1 AND c.stream_id = append_streams[k.append]
      END;
  END IF;

  IF 0 = ANY (heads) THEN
    SELECT array_agg(a.append) INTO refused
    FROM unnest(heads) WITH ORDINALITY AS a (head, append)
    WHERE a.head = 0;

    -- Rows for read models leave in the same transaction, in statements after this one: see ledger_kept.
    PERFORM set_config('ledger.refused', refused::text, true);

    DELETE FROM mt_streams s
    USING unnest(refused) AS a (append)
    WHERE s.tenant_id = append_tenants[a.append] AND s.id = append_streams[a.append] AND s.version = 0;

    -- Whoever believes in a wrong version is told that first: what it claims follows from what it believes.
    RETURN QUERY
      SELECT a.append, false, s.version, NULL::bigint,
        CASE WHEN append_expected[a.append] IN (-1, coalesce(s.version, 0)) THEN nullif(refused_claims[a.append], -1) END
      FROM unnest(refused) AS a (append)
      LEFT JOIN mt_streams s ON s.tenant_id = append_tenants[a.append] AND s.id = append_streams[a.append];
  END IF;
END
$$;

-- The elements that belong to appends which ledger_append has committed in this transaction. "appends" numbers the append
-- of each element. Refused ones are few: they are remembered by a setting that ends with the transaction.
CREATE FUNCTION ledger_kept(elements anyarray, appends int[]) RETURNS anyarray
LANGUAGE plpgsql AS $$
DECLARE
  refused int[] := nullif(current_setting('ledger.refused', true), '')::int[];
BEGIN
  IF refused IS NULL THEN
    RETURN elements;
  END IF;
  RETURN ARRAY(
    SELECT e.element
    FROM unnest(elements, appends) WITH ORDINALITY AS e (element, append, place)
    WHERE e.append <> ALL (refused)
    ORDER BY e.place);
END
$$;
