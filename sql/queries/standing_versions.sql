-- What the standings of these bodies rest on: their ledger as it is now, and the
-- plans, schemes (with the steps of faults and
-- bonuses) and holiday notices known at a moment. By body.
--   {as_of:DateTime64(3)}
--   {bodies:Array(String)}  empty: all
SELECT
    planned.body AS body, events, history, plans, schemes,
    toUInt32((SELECT count() FROM calendar_notice WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')})) AS notices
FROM (
    SELECT body, toUInt32(count()) AS plans
    FROM plan_version
    WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')} AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
    GROUP BY body
) AS planned
LEFT JOIN (
    SELECT body, toUInt32(count()) AS schemes
    FROM (SELECT body, recorded_at FROM scheme_version UNION ALL SELECT body, recorded_at FROM extra_step)
    WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
    GROUP BY body
) AS adopted ON planned.body = adopted.body
LEFT JOIN (
    SELECT body, sum(v.events) AS events, sum(v.history) AS history
    FROM ledger_version AS v
    GROUP BY body
) AS ledger ON planned.body = ledger.body
ORDER BY body
