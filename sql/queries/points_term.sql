-- with brief known period term due verdict edition tally price
-- What instances counted by term (按时限) cost, by body, office, block and whether they are checked for completeness.
--   parameters: see parts/known.sql, parts/tally.sql and parts/price.sql
SELECT body, office, block, checked, judged, met, toInt64(late) AS late, toInt64(lacking) AS lacking, breaches, first.1 AS duty, first.2 AS subject, first.3 AS named_by,
    rest.1 AS rest_duties, rest.2 AS rest_subjects
FROM sums
