-- with known upkeep points
-- What instances counted by upkeep (持续更新) cost, by body, office and block; block 0 is
-- the office itself, with what is uncapped.
--   parameters: see parts/known.sql and parts/points.sql
SELECT body, office, block, judged_count, met_count, charged, struck, first.1 AS duty, first.2 AS subject, first_named_by
FROM sums
ORDER BY body, office, block
