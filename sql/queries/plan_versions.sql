-- How many plan versions of each body are known at a moment, by body.
--   {as_of:DateTime64(3)}   versions recorded at or after it are unknown
--   {bodies:Array(String)}  empty: all
SELECT body, count() AS versions
FROM plan_version
WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
  AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
GROUP BY body
ORDER BY body
