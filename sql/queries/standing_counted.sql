-- How many rows the standings rest on in all, and how many facts of them
-- ledger_version has counted: fewer when a run ended between the two tables, or the
-- ledger is older than the counting.
SELECT
    (SELECT count() FROM event) AS events,
    (SELECT sum(events) FROM ledger_version) AS counted,
    (SELECT count() FROM plan_version) AS plans,
    (SELECT count() FROM scheme_version) + (SELECT count() FROM extra_step) AS schemes,
    (SELECT count() FROM calendar_notice) AS notices
