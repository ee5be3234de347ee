-- Issues of a body, or the one of a briefing, as known at a moment, by number.
--   {body:String}
--   {id:String}              '' means all
--   {as_of:DateTime64(3)}    what was issued later is unknown
SELECT year, issue, id, issued_on, sha256, actor, recorded_at
FROM briefing_issue
WHERE body = {body:String} AND (id = {id:String} OR {id:String} = '')
  AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY year, issue
