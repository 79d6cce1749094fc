-- A transaction id greater than any given out so far. It costs one; a snapshot's xmax would not do: it is one above the
-- greatest id of those that have ended, and a transaction that is running may already have that id or a greater one.
SELECT pg_current_xact_id()
