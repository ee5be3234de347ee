-- When each version of a body's plan became known, by version.
--   {body:String}
SELECT recorded_at
FROM plan_version
WHERE body = {body:String}
ORDER BY version
