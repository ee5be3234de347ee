-- with every known period edition plain due plain_verdict plain_tally price
-- What the plain instances by term (按时限) and applications (依申请公开) cost, and which are left over.
--   parameters: see parts/known.sql, parts/plain.sql, parts/plain_tally.sql and parts/price.sql
SELECT body, office, block, checked, judged, met, toInt64(late) AS late, toInt64(lacking) AS lacking, breaches, first.1 AS duty, first.2 AS subject, first.3 AS named_by,
    verdicts, late_counts, late_delays, flag_counts, strikes_at,
    rest.1 AS rest_duties, rest.2 AS rest_subjects
FROM sums
