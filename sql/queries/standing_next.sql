-- The first moment from {as_of} on at which a fact was recorded, or one known before
-- took place, by body. Bodies without one are absent.
--   {as_of:DateTime64(3)}
--   {bodies:Array(String)}  empty: all
SELECT body, min(multiIf(recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}, recorded_at,
        occurred_at >= {as_of:DateTime64(3, 'Asia/Shanghai')} AND first_seen >= {as_of:DateTime64(3, 'Asia/Shanghai')}, least(occurred_at, first_seen),
        greatest(occurred_at, first_seen))) AS next
FROM event
WHERE (recorded_at >= {as_of:DateTime64(3, 'Asia/Shanghai')} OR occurred_at >= {as_of:DateTime64(3, 'Asia/Shanghai')}
    OR first_seen >= {as_of:DateTime64(3, 'Asia/Shanghai')})
  AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
GROUP BY body
ORDER BY body
