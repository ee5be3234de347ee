-- Faults and bonuses (加扣分事项) as known at a moment: the last step under each id.
--   {as_of:DateTime64(3)}   steps recorded at or after it are unknown
--   {bodies:Array(String)}  empty: all
SELECT body, id, office, rule, on_day, points, words, evidence, url, approver, approved_on, toUInt8(state) AS state, note, actor, recorded_at
FROM extra_step
WHERE (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)}) AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY body, id, recorded_at DESC
LIMIT 1 BY body, id
