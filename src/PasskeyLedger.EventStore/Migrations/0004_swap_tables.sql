-- Puts a table that was built in a schema of its own in the place of the one that its name means now: into that one's
-- schema, with that one's privileges. Whoever uses the name finds one or the other, whole.
CREATE FUNCTION ledger_swap_table(beside text, name text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  old regclass := to_regclass(quote_ident(name));
  place text := coalesce((SELECT c.relnamespace::regnamespace::text FROM pg_class c WHERE c.oid = old), quote_ident(current_schema()));
  r record;
BEGIN
  FOR r IN
    SELECT a.privilege_type, a.is_grantable, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
    FROM pg_class c, aclexplode(c.relacl) AS a
    WHERE c.oid = old AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON %I.%I TO %s%s', r.privilege_type, beside, name, r.grantee,
      CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
  IF old IS NOT NULL THEN
    EXECUTE format('DROP TABLE %s', old);
  END IF;
  EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %s', beside, name, place);
END
$$;
