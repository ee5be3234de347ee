-- The scheme (考核办法) that each of these bodies has adopted and that is in force on
-- a day, as known at a moment, by body. Bodies without one are absent.
--   {as_of:DateTime64(3)}
--   {day:Date}
--   {bodies:Array(String)}  empty: all
SELECT body, version, text, content
FROM scheme_version
WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')} AND effective_from <= {day:Date}
  AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
ORDER BY body, version DESC
LIMIT 1 BY body
