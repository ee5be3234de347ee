-- All ids of the ledger of these bodies.
--   {bodies:Array(String)}
SELECT body, id
FROM event
WHERE body IN {bodies:Array(String)}
