-- The working-day calendar as known at a moment, one row per day from
-- 2000-01-01 to 2040-12-31, in order.
--   {as_of:DateTime64(3)}  notices recorded at or after it are unknown
-- A later notice of the same layer and year replaces the earlier one; local
-- layers lie on top of the national one (cn). A year without a national notice
-- counts Monday to Friday and is uncovered: results that touch it are provisional.
CREATE OR REPLACE VIEW calendar_at AS
WITH
    latest AS (
        SELECT layer, year, argMax(days, (announced_on, recorded_at)) AS days
        FROM calendar_notice
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
        GROUP BY layer, year
    ),
    adjusted AS (
        SELECT tupleElement(d, 'day') AS day, argMax(tupleElement(d, 'rest'), (layer != 'cn', year)) AS rest
        FROM latest ARRAY JOIN days AS d
        GROUP BY day
    )
SELECT
    day,
    if(day IN (SELECT day FROM adjusted),
       day IN (SELECT day FROM adjusted WHERE NOT rest),
       toDayOfWeek(day) < 6) AS works,
    toYear(day) NOT IN (SELECT year FROM latest WHERE layer = 'cn') AS uncovered,
    -- working days, and uncovered days, from the first day to this one
    toUInt32(sum(works) OVER (ORDER BY day)) AS counted,
    toUInt32(sum(uncovered) OVER (ORDER BY day)) AS uncovered_days
FROM (SELECT toDate('2000-01-01') + number AS day FROM numbers(14976))
ORDER BY day
