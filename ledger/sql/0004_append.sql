-- The only way into the ledger: one call appends a group of requests of one log, each whole or not
-- at all, and none at another's expense.
--
-- Arrays are parallel. A request owns the next `stream_counts[r]` entries of `touched`, `expected`
-- and `event_counts`: which stream it read (an index into `streams`, which are distinct), at which
-- version, and how many of the next events go there (0: it was only read). The function trusts the
-- caller with what an event says and with nothing else: positions, times, the chain and the leaf
-- are made here, of the bytes that are stored. Arguments that do not fit together are refused.
--
-- Answer: `recorded_at` (one time for the group), one leaf per event (null where nothing was
-- stored), and for each request
--     outcome 0 stored     firsts, lasts = its positions
--     outcome 1 repeated   firsts, lasts = the positions that the first one got
--     outcome 2 key_reused (same key, other request)
--     outcome 3 conflict   firsts = which stream (index), lasts = the version that it has
--
-- opening = "counterseal/event/v1\0" | log_id | stream_id | u64 version | i64 recorded_at
--         | u16 length | type | SHA-256(payload) | SHA-256(meta) | prev | salt      (big-endian)
-- leaf    = SHA-256(0x00 | SHA-256(opening)), prev = the stream's leaf before, 32 zeros at first.

CREATE FUNCTION ledger.append(
    in_log uuid,
    actors text[], keys text[], request_hmacs bytea[], resources text[], stream_counts int[],
    streams uuid[],
    touched int[], expected bigint[], event_counts int[],
    types text[], payloads bytea[], metas bytea[], salts bytea[],
    blob_requests int[], blob_digests bytea[], blobs bytea[],
    OUT recorded_at bigint, OUT outcomes int[], OUT firsts bigint[], OUT lasts bigint[],
    OUT leaves bytea[])
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- every look-up below is by a key; without this an empty table gets a plan that lasts too long
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    opening_head constant bytea :=
        convert_to('counterseal/event/v1', 'UTF8') || '\x00'::bytea || uuid_send(in_log);
    head bigint;
    head_before bigint;
    versions bigint[];
    tips bytea[];
    known_hmacs bytea[];
    known_firsts bigint[];
    known_lasts bigint[];
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(types)]);
    event_versions bigint[] := positions;
    event_streams uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(types)]);
    written boolean[] := array_fill(false, ARRAY[cardinality(streams)]);
    next_touch int := 1;
    next_event int := 1;
    first_touch int;
    event int;
    stream int;
    clash int;
    tip bytea;
BEGIN
    -- an array that starts elsewhere than at 1 has other elements below, where each is taken by its
    -- number and hashed, than where all are unnested and stored
    IF (
        '[1:' || cardinality(keys) || ']' = ALL (ARRAY[
            array_dims(actors), array_dims(keys), array_dims(request_hmacs),
            array_dims(resources), array_dims(stream_counts)])
        AND '[1:' || cardinality(streams) || ']' = array_dims(streams)
        AND '[1:' || cardinality(touched) || ']' = ALL (ARRAY[
            array_dims(touched), array_dims(expected), array_dims(event_counts)])
        AND '[1:' || cardinality(types) || ']' = ALL (ARRAY[
            array_dims(types), array_dims(payloads), array_dims(metas), array_dims(salts)])
        AND (
            cardinality(blob_requests) + cardinality(blob_digests) + cardinality(blobs) = 0
            OR '[1:' || cardinality(blobs) || ']' = ALL (ARRAY[
                array_dims(blob_requests), array_dims(blob_digests), array_dims(blobs)]))
    ) IS NOT TRUE THEN
        RAISE EXCEPTION 'the arrays do not fit together' USING ERRCODE = 'check_violation';
    END IF;

    SELECT h.position, h.recorded_at INTO head, recorded_at
    FROM ledger.log_head h WHERE h.log_id = in_log FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'log % is not open', in_log USING ERRCODE = 'no_data_found';
    END IF;
    head_before := head;
    recorded_at := greatest(
        recorded_at, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);

    SELECT array_agg(c.request_hmac ORDER BY r.n), array_agg(c.first_position ORDER BY r.n),
        array_agg(c.last_position ORDER BY r.n)
    INTO known_hmacs, known_firsts, known_lasts
    FROM unnest(actors, keys) WITH ORDINALITY AS r (actor, key, n)
    LEFT JOIN LATERAL (
        SELECT * FROM ledger.commands k
        WHERE k.log_id = in_log AND k.actor = r.actor AND k.key = r.key LIMIT 1
    ) AS c ON true;

    SELECT array_agg(coalesce(s.version, 0) ORDER BY u.n),
        array_agg(coalesce(s.last_leaf, decode(repeat('00', 32), 'hex')) ORDER BY u.n)
    INTO versions, tips
    FROM unnest(streams) WITH ORDINALITY AS u (id, n)
    LEFT JOIN LATERAL (
        SELECT * FROM ledger.streams k WHERE k.log_id = in_log AND k.stream_id = u.id LIMIT 1
    ) AS s ON true;

    leaves := array_fill(NULL::bytea, ARRAY[cardinality(types)]);
    outcomes := array_fill(0, ARRAY[cardinality(keys)]);
    firsts := array_fill(NULL::bigint, ARRAY[cardinality(keys)]);
    lasts := firsts;

    FOR r IN 1 .. cardinality(keys) LOOP
        first_touch := next_touch;
        next_touch := next_touch + stream_counts[r];
        event := next_event;
        clash := NULL;
        FOR t IN first_touch .. next_touch - 1 LOOP
            -- a count below zero would leave a gap, and take a stream back
            IF (event_counts[t] >= 0 AND touched[t] BETWEEN 1 AND cardinality(streams)) IS NOT TRUE
            THEN
                RAISE EXCEPTION 'request % says of a stream what can not be', r
                    USING ERRCODE = 'check_violation';
            END IF;
            next_event := next_event + event_counts[t];
            IF clash IS NULL AND versions[touched[t]] IS DISTINCT FROM expected[t] THEN
                clash := t;
            END IF;
        END LOOP;
        IF next_event = event THEN
            RAISE EXCEPTION 'request % has no event', r USING ERRCODE = 'check_violation';
        END IF;

        IF known_hmacs[r] IS NOT NULL THEN
            IF known_hmacs[r] = request_hmacs[r] THEN
                outcomes[r] := 1;
                firsts[r] := known_firsts[r];
                lasts[r] := known_lasts[r];
            ELSE
                outcomes[r] := 2;
            END IF;
            CONTINUE;
        END IF;
        IF clash IS NOT NULL THEN
            outcomes[r] := 3;
            firsts[r] := touched[clash];
            lasts[r] := versions[touched[clash]];
            CONTINUE;
        END IF;

        IF octet_length(actors[r]) NOT BETWEEN 1 AND 200
            OR octet_length(keys[r]) NOT BETWEEN 1 AND 200
            OR octet_length(request_hmacs[r]) <> 32
        THEN
            RAISE EXCEPTION 'request % has a part of a wrong length', r
                USING ERRCODE = 'check_violation';
        END IF;
        firsts[r] := head + 1;
        FOR t IN first_touch .. next_touch - 1 LOOP
            CONTINUE WHEN event_counts[t] = 0;
            stream := touched[t];
            tip := tips[stream];
            FOR n IN 1 .. event_counts[t] LOOP
                IF octet_length(types[event]) NOT BETWEEN 1 AND 200
                    OR octet_length(payloads[event]) NOT BETWEEN 1 AND 4194304
                    OR octet_length(metas[event]) NOT BETWEEN 2 AND 65536
                    OR octet_length(salts[event]) <> 32
                THEN
                    RAISE EXCEPTION 'event % has a part of a wrong length', event
                        USING ERRCODE = 'check_violation';
                END IF;
                head := head + 1;
                tip := sha256('\x00'::bytea || sha256(
                    opening_head || uuid_send(streams[stream]) || int8send(expected[t] + n)
                    || int8send(recorded_at) || int2send(octet_length(types[event])::int2)
                    || convert_to(types[event], 'UTF8')
                    || sha256(payloads[event]) || sha256(metas[event]) || tip || salts[event]));
                positions[event] := head;
                event_versions[event] := expected[t] + n;
                event_streams[event] := streams[stream];
                leaves[event] := tip;
                event := event + 1;
            END LOOP;
            tips[stream] := tip;
            versions[stream] := expected[t] + event_counts[t];
            written[stream] := true;
        END LOOP;
        lasts[r] := head;
    END LOOP;

    IF next_touch <= cardinality(touched) OR next_event <= cardinality(types) THEN
        RAISE EXCEPTION 'something belongs to no request' USING ERRCODE = 'check_violation';
    END IF;
    IF head = head_before THEN
        RETURN;
    END IF;
    INSERT INTO ledger.events
    SELECT in_log, e.position, e.stream, e.version, e.type, e.payload, e.meta, e.salt,
        append.recorded_at, e.leaf
    FROM unnest(positions, event_streams, event_versions, types, payloads, metas, salts, leaves)
        AS e (position, stream, version, type, payload, meta, salt, leaf)
    WHERE e.position IS NOT NULL;

    INSERT INTO ledger.commands
    SELECT in_log, c.actor, c.key, c.hmac, c.first, c.last, c.resources::jsonb, append.recorded_at
    FROM unnest(actors, keys, request_hmacs, firsts, lasts, resources, outcomes)
        AS c (actor, key, hmac, first, last, resources, outcome)
    WHERE c.outcome = 0;

    INSERT INTO ledger.streams AS s
    SELECT in_log, u.id, u.version, u.tip
    FROM unnest(streams, versions, tips, written) AS u (id, version, tip, written)
    WHERE u.written
    ON CONFLICT (log_id, stream_id) DO UPDATE
    SET version = excluded.version, last_leaf = excluded.last_leaf;

    IF cardinality(blobs) > 0 THEN
        IF EXISTS (
            SELECT FROM unnest(blob_requests, blob_digests) AS b (request, digest)
            WHERE (octet_length(b.digest) = 32 AND b.request BETWEEN 1 AND cardinality(keys))
                IS NOT TRUE)
        THEN
            RAISE EXCEPTION 'a blob has a digest of a wrong length, or no request'
                USING ERRCODE = 'check_violation';
        END IF;
        INSERT INTO ledger.blobs
        SELECT in_log, b.digest, b.bytes
        FROM unnest(blob_requests, blob_digests, blobs) AS b (request, digest, bytes)
        WHERE outcomes[b.request] = 0
        ON CONFLICT (log_id, keyed_sha256) DO NOTHING;
    END IF;

    UPDATE ledger.log_head h SET position = head, recorded_at = append.recorded_at
    WHERE h.log_id = in_log;
    PERFORM pg_notify('ledger', in_log || ' ' || head);
END $$;

REVOKE ALL ON FUNCTION ledger.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append TO :"app", :"sequencer";
