-- What a worker's connection must know of itself and how it must be set, once when it opens.
--
-- The backend's id and start name it for good, so that it can be waited for should the connection break during a commit.
-- An answer is durable whatever the database's default says, and every statement sees what others committed before it.
-- Statements meet the tables through arrays of a few hundred rows at most: index lookups in a loop are right at any table
-- size, while a plan made on an empty table and kept would scan it. So one plan serves for good, and none is made again for
-- the arrays of each group.
SELECT a.pid, a.backend_start, pg_postmaster_start_time(),
  set_config('default_transaction_isolation', 'read committed', false),
  CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END,
  set_config('enable_seqscan', 'off', false),
  set_config('enable_hashjoin', 'off', false),
  set_config('enable_mergejoin', 'off', false),
  set_config('plan_cache_mode', 'force_generic_plan', false)
FROM pg_stat_activity a
WHERE a.pid = pg_backend_pid()
