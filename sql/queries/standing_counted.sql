-- Whether ledger_version has counted every fact: a run may have ended between the
-- two tables, and a ledger may be older than the counting.
SELECT (SELECT count() FROM event) = (SELECT sum(events) FROM ledger_version) AS counted
