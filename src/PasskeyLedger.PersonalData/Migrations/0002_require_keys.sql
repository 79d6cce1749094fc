-- The keys of a group of appends are asked for by one statement, and only where one is missing does it call a function.
DROP FUNCTION ledger_require_personal_keys(varchar[], varchar[], uuid[]);

-- Fails the transaction of an append that is encrypted with a key which is not there (any more).
CREATE FUNCTION ledger_refuse_personal_key() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a key of personal data is not there any more' USING ERRCODE = 'PLK01';
END
$$;
