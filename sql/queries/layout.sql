-- How a table with this header is laid out (列的对应), as last remembered.
--   {body:String}, {header:String}
SELECT content
FROM layout_version
WHERE body = {body:String} AND header = {header:String}
ORDER BY recorded_at DESC
LIMIT 1
