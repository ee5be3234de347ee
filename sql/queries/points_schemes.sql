-- Schemes (考核办法) that a body has adopted, known at a moment, by version.
--   {as_of:DateTime64(3)}   versions recorded at or after it are unknown
--   {body:String}
SELECT version, text, content, sha256, actor, recorded_at
FROM scheme_version
WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY version
