-- How many rows the standings rest on in all, and how many facts of them
-- ledger_version has counted: fewer when a run ended between the two tables, or the
-- ledger is older than the counting.
--   {as_of:DateTime64(3)}   plans, schemes and notices recorded at or after it are unknown
SELECT
    (SELECT count() FROM event) AS events,
    (SELECT sum(events) FROM ledger_version) AS counted,
    (SELECT count() FROM plan_version WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}) AS plans,
    (SELECT count() FROM scheme_version WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')})
        + (SELECT count() FROM extra_step WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}) AS schemes,
    (SELECT count() FROM calendar_notice WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}) AS notices
