-- The value of an issued briefing, exactly as it was issued, with its digest.
--   {body:String}, {id:String}
SELECT value, sha256
FROM briefing_issue
WHERE body = {body:String} AND id = {id:String}
LIMIT 1
