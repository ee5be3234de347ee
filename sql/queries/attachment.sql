-- One piece of evidence (佐证材料) of a body, by its digest.
--   {body:String}, {sha256:String}
SELECT office, name, type, content, actor, recorded_at
FROM attachment
WHERE body = {body:String} AND sha256 = {sha256:String}
ORDER BY recorded_at
LIMIT 1
