-- The first moment from {as_of} on at which something was recorded, or a fact known
-- before took place, that can change the body's answers. No row when nothing was.
--   {as_of:DateTime64(3)}, {body:String}
SELECT min(recorded_at) AS next
FROM (
    SELECT recorded_at FROM event WHERE body = {body:String} AND recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    UNION ALL
    SELECT arrayJoin([occurred_at, first_seen]) AS moment FROM event
    WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')} AND moment >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    UNION ALL
    SELECT recorded_at FROM plan_version WHERE body = {body:String} AND recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    UNION ALL
    SELECT recorded_at FROM calendar_notice WHERE recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
)
HAVING count() > 0
