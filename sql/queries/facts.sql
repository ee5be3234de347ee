-- A body's facts of some kinds known at a moment, the last recorded first.
--   {as_of:DateTime64(3)}   facts recorded at or after it are unknown
--   {body:String}; {kinds:Array(UInt8)}, {offices:Array(String)}, {duties:Array(String)},
--   {subjects:Array(String)}   empty: all
--   {rows:UInt64}, {skip:UInt64}
SELECT
    duty, subject, id, toUInt8(kind) AS kind, office, channel, occurred_at, toUInt8(precision) AS precision, recorded_at,
    formed_on, url_date, first_seen, title, doc_number, url, ref, fields, note, attrs, actor, source, origin
FROM event
WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
  AND (empty({kinds:Array(UInt8)}) OR toUInt8(kind) IN {kinds:Array(UInt8)})
  AND (empty({offices:Array(String)}) OR office IN {offices:Array(String)})
  AND (empty({duties:Array(String)}) OR duty IN {duties:Array(String)})
  AND (empty({subjects:Array(String)}) OR subject IN {subjects:Array(String)})
ORDER BY recorded_at DESC, id
LIMIT {skip:UInt64}, {rows:UInt64}
