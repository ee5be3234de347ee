-- Which of these ids are already in the ledger, with their content's digest.
--   {bodies:Array(String)}, {ids:Array(String)}
SELECT body, id, digest
FROM event
WHERE body IN {bodies:Array(String)} AND id IN {ids:Array(String)}
