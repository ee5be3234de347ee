-- Bodies among these whose ledger holds facts recorded in the ordinary way: their
-- past answers have been seen, so history can no longer be added (历史补录).
--   {bodies:Array(String)}
SELECT DISTINCT body
FROM event
WHERE body IN {bodies:Array(String)} AND NOT history
