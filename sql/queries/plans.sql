-- Plan versions known at a moment, by body and version.
--   {as_of:DateTime64(3)}   versions recorded at or after it are unknown
--   {body:String}           '' means all
SELECT body, plan, version, body_name, body_name_en, region, demo, title, effective_from, recorded_at, sha256
FROM plan_version
WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')} AND ({body:String} = '' OR body = {body:String})
ORDER BY body, version
