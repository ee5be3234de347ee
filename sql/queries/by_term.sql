-- with every known period term due verdict
-- Judged instances (应公开节点) of duties counted by term (按时限). The columns
-- are those of every clock; the reader sorts.
--   parameters: see parts/known.sql
SELECT
    body, duty, subject, plan_version, block, office, period_from, period_to, opened_on, opened_at, due_on, due_at,
    counted_on, published_at,
    toUInt8(indexOf(['pending', 'on_time', 'late', 'missing', 'partial', 'nil_return', 'unverified', 'not_applicable', 'withheld'], verdict)) AS verdict,
    toUInt8(term_unit) AS term_unit, delay, taken, toUInt16(flags) AS flags, lacking, event_id, url, toUInt8(precision) AS precision, title, event_rows
FROM instance
ORDER BY body, duty, subject
