-- with instance
-- Judged instances (应公开节点), worst first: missing by delay, late by delay,
-- then by due date, duty and subject.
--   {as_of:DateTime64(3)}, {bodies:Array(String)}   see parts/instance.sql
--   {from:Date}, {to:Date}   due dates, inclusive; an instance whose due date is
--                            unknown counts on the day it became known
--   {offices:Array(String)}, {duties:Array(String)}   empty: all
SELECT
    body, duty, subject, plan_version, block, office, period_from, period_to, opened_on, opened_at, due_on, due_at,
    counted_on, published_at, toUInt8(verdict) AS verdict, toUInt8(term_unit) AS term_unit, delay, taken,
    toUInt8(flags) AS flags, lacking, event_id, url, toUInt8(precision) AS precision, title, event_rows
FROM instance
WHERE counted_on BETWEEN {from:Date} AND {to:Date}
  AND (empty({offices:Array(String)}) OR office IN {offices:Array(String)})
  AND (empty({duties:Array(String)}) OR duty IN {duties:Array(String)})
ORDER BY indexOf([4, 3], toUInt8(verdict)) = 0, indexOf([4, 3], toUInt8(verdict)), delay DESC, due_on, duty, subject, body
