SELECT count(ledger_swap_table($1, t.name)) FROM (SELECT name FROM unnest($2) WITH ORDINALITY AS u (name, place) ORDER BY place) AS t
