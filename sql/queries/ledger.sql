-- What a judge asks of a body's facts, in the order of the table. Of the
-- attributes only those that some kind is judged by: `attr` (see attributes in
-- store/ledger.go) and the day an extension was approved.
--   {body:String}
SELECT
    duty, subject, id, toUInt8(kind) AS code, office, channel, occurred_at, toUInt8(precision) AS exactness, recorded_at,
    url_date, first_seen, title, url, ref, fields, source,
    attrs[multiIf(kind IN ('triggered', 'received', 'detected'), 'class', kind = 'spot_checked', 'result', kind = 'handed_over', 'due',
                  kind = 'nil_return', 'unsigned', kind = 'paused', 'reason', kind = 'extended', 'days', kind = 'ruled', 'decision', '')] AS attr,
    attrs['approved_on'] AS approved_on
FROM event
WHERE body = {body:String}
