-- The facts of one instance known at a moment, in the order they were recorded.
--   {as_of:DateTime64(3)}   facts recorded at or after it are unknown
--   {body:String}, {duty:String}, {subject:String}
SELECT
    duty, subject, id, toUInt8(kind) AS kind, office, channel, occurred_at, toUInt8(precision) AS precision, recorded_at,
    formed_on, url_date, first_seen, title, doc_number, url, ref, fields, note, attrs, actor, source, origin
FROM event
WHERE body = {body:String} AND duty = {duty:String} AND subject = {subject:String}
  AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY recorded_at, id
