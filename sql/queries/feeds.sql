-- When facts last came in (数据最近录入), one row per source, latest first.
--   {as_of:DateTime64(3)}, {body:String}
SELECT source, max(recorded_at) AS last_at, count() AS events
FROM event
WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
GROUP BY source
ORDER BY last_at DESC, source
