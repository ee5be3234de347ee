-- The last number taken in a year and the last day of issue in it; 0 and
-- 1970-01-01 when there was none.
--   {body:String}, {year:UInt16}
SELECT max(issue), max(issued_on)
FROM briefing_issue
WHERE body = {body:String} AND year = {year:UInt16}
