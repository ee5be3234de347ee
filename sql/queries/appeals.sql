-- Appeals (申诉) as known at a moment: the last step under each id.
--   {as_of:DateTime64(3)}   steps recorded at or after it are unknown
--   {body:String}
SELECT id, office, receipt, period_from, period_to, scheme, title, points, duty, subject, reason, evidence, toUInt8(state) AS state,
       decision, follows, decider, filed_on, actor, recorded_at
FROM appeal_step
WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY id, recorded_at DESC
LIMIT 1 BY id
