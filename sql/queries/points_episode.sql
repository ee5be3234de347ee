-- with every known episode points
-- What instances counted by episode (持续发布) cost, by body, office, block and whether
-- they are checked for completeness.
--   parameters: see parts/known.sql and parts/points.sql
SELECT body, office, block, checked, judged, met, late, lacking, breaches, first.1 AS duty, first.2 AS subject, first.3 AS named_by
FROM sums
ORDER BY body, office, block, checked
