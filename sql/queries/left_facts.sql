-- with asked
-- What a judge asks of the facts of some instances, and of all facts of some duties,
-- body by body.
--   {bodies:Array(String)}, {duties:Array(String)}   all facts of these duties …
--   left_over   an external table with body, duty and subject: … and of these instances
--   {as_of:DateTime64(3)}    facts recorded at or after it are left out
    , body
FROM event
-- the hash spares most facts the long comparison
PREWHERE duty IN {duties:Array(String)} OR bitXor(cityHash64(body), cityHash64(subject)) IN (SELECT bitXor(cityHash64(body), cityHash64(subject)) FROM left_over)
WHERE body IN {bodies:Array(String)} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
  AND (duty IN {duties:Array(String)} OR (body, duty, subject) IN (SELECT body, duty, subject FROM left_over))
ORDER BY body
