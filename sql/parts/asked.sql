-- What a judge asks of a fact. Of the attributes only those that some kind is judged
-- by: `attr` (see attributes in store/ledger.go) and the day an extension was approved.
--   {brief:Bool}   without addresses and sources, on which no verdict rests
SELECT
    duty, subject, id, toUInt8(kind) AS code, office, channel, occurred_at, toUInt8(precision) AS exactness, recorded_at,
    url_date, first_seen, title, if({brief:Bool}, '', url) AS url, ref, fields, if({brief:Bool}, '', source) AS source,
    attrs[multiIf(kind IN ('triggered', 'received', 'detected'), 'class', kind = 'spot_checked', 'result', kind = 'handed_over', 'due',
                  kind = 'nil_return', 'unsigned', kind = 'paused', 'reason', kind = 'extended', 'days', kind = 'ruled', 'decision', '')] AS attr,
    attrs['approved_on'] AS approved_on
