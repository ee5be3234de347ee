-- The content of one issued file, with its digest.
--   {body:String}, {id:String}, {name:String}
SELECT content, sha256
FROM briefing_file
WHERE body = {body:String} AND id = {id:String} AND name = {name:String}
  AND attempt IN (SELECT attempt FROM briefing_issue WHERE body = {body:String} AND id = {id:String})
LIMIT 1
