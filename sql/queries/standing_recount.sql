-- Counts the facts of every body anew, into ledger_version.
INSERT INTO ledger_version (body, events, history, stored_at)
SELECT body, count(), countIf(history), max(stored_at)
FROM event
GROUP BY body
