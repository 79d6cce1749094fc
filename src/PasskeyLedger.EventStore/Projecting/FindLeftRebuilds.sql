-- The projections that a schema of a rebuild is there of.
SELECT substr(nspname, length('rebuild_') + 1) FROM pg_namespace WHERE starts_with(nspname, 'rebuild_') ORDER BY nspname
