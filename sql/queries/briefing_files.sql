-- The issued files of a body's briefings, or of one, without their content.
-- By briefing; its own files before those of offices. Files that no issue names are
-- not there.
--   {body:String}
--   {id:String}   '' means all
SELECT id, name, office, type, size, sha256
FROM briefing_file
WHERE body = {body:String} AND (id = {id:String} OR {id:String} = '')
  AND (id, attempt) IN (SELECT id, attempt FROM briefing_issue WHERE body = {body:String})
ORDER BY id, office != '', name
