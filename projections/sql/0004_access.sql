-- Who sees a deal does not thereby see all of it: a participant what it was granted, and organisers
-- lists, stages and classification, and the terms of those deals that a side let them read.

CREATE OR REPLACE FUNCTION projections.sees_all() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('counterseal.sees', true) IN ('all', 'lists'), false) $$;
COMMENT ON FUNCTION projections.sees_all() IS
    'Whether the transaction reads for an office of the fair or the state: lists show it all deals.';

CREATE FUNCTION projections.sees_terms() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('counterseal.sees', true) = 'all', false) $$;
COMMENT ON FUNCTION projections.sees_terms() IS
    'Whether the transaction reads for an office that sees all of every deal: not the organisers.';

CREATE FUNCTION projections.granted_deals(scope text) RETURNS SETOF text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT r.deal FROM projections.deal_readers AS r
        WHERE scope = ANY (r.scopes) AND (r.organisation = projections.reader()
            OR (r.organisation = '' AND current_setting('counterseal.sees', true) = 'lists'));
END $$;
COMMENT ON FUNCTION projections.granted_deals(text) IS
    'The deals of which the reader sees a part: timeline, terms or papers. Of no organisation are '
    'the grants to organisers.';
