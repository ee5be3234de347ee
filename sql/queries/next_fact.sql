-- The first moment from {as_of} on at which something was recorded that can change
-- the body's answers. No row when nothing was.
--   {as_of:DateTime64(3)}, {body:String}
SELECT min(recorded_at) AS next
FROM (
    SELECT recorded_at FROM event WHERE body = {body:String} AND recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    UNION ALL
    SELECT recorded_at FROM plan_version WHERE body = {body:String} AND recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    UNION ALL
    SELECT recorded_at FROM calendar_notice WHERE recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
)
HAVING count() > 0
