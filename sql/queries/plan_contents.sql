-- The contents of a body's plan versions known at a moment, by version.
--   {as_of:DateTime64(3)}, {body:String}
SELECT version, content
FROM plan_version
WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY version
