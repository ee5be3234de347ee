-- with every known case edition standing
-- The judged instances of duties counted by case (依申请公开), counted by body.
--   parameters: see parts/known.sql and parts/standing.sql
SELECT body, until, on_time, nil_return, partial, late, missing, pending, unverified, not_applicable, withheld, late_counts, late_delays, flag_counts
FROM standing_sums
ORDER BY body
