-- with left known period term due verdict edition tally price
-- The same as points_term.sql, of the instances that the plain lane left over.
SELECT body, office, block, checked, judged, met, toInt64(late) AS late, toInt64(lacking) AS lacking, breaches, first.1 AS duty, first.2 AS subject, first.3 AS named_by,
    rest.1 AS rest_duties, rest.2 AS rest_subjects
FROM sums
