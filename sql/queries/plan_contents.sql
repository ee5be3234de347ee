-- The contents of all plan versions of these bodies, by body and version.
--   {bodies:Array(String)}
SELECT body, content
FROM plan_version
WHERE body IN {bodies:Array(String)}
ORDER BY body, version
