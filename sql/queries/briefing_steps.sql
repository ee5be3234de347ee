-- Acts on the briefings of a body, or on one of them, as known at a moment.
-- By briefing, in the order of the acts.
--   {body:String}
--   {id:String}              '' means all
--   {as_of:DateTime64(3)}    acts recorded later are unknown
SELECT id, state, actor, note, edits, request, reissues, decision, recorded_at
FROM briefing_step
WHERE body = {body:String} AND (id = {id:String} OR {id:String} = '')
  AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY id, step
