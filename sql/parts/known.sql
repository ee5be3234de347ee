-- What every judge stands on: the facts known at a moment and the plan lines
-- that decide then. By which clock (计时方式) is the parameter.
--   {as_of:DateTime64(3)}    the moment; facts recorded at or after it are unknown,
--                            and a term that ends at it has ended
--   {bodies:Array(String)}   empty: all
--   {duties:Array(String)}   the duties with this clock; empty: find out
--   {clock:String}           term, case, upkeep or episode; several with commas
-- It stands on parts/every.sql or parts/brief.sql, which say what is asked for.
-- `fact` has the ledger without voided entries and rulings, with the time that
-- counts of each.
    ifNull((SELECT toUInt64(max(edition)) * 32768 FROM calendar_edition WHERE known_from < {as_of:DateTime64(3, 'Asia/Shanghai')}), 0) AS calendar,
    toDate({as_of:DateTime64(3, 'Asia/Shanghai')} - INTERVAL 1 MILLISECOND, 'Asia/Shanghai') AS today,
    toDateTime64('2149-06-06 00:00:00', 3, 'Asia/Shanghai') AS never,
    toDateTime64(0, 3, 'Asia/Shanghai') AS unset,
    -- the last edition of each body's plan lines known by then
    duty_now AS (
        SELECT * FROM duty_line
        WHERE has(splitByChar(',', {clock:String}), toString(clock)) AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND (body, edition) IN (
              SELECT body, max(version) FROM plan_version
              WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
                AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
              GROUP BY body)
    ),
    voided AS (
        SELECT body, duty, subject, ref FROM event
        PREWHERE kind = 'voided' AND (empty({duties:Array(String)}) OR duty IN {duties:Array(String)})
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
    ),
    -- what a person decided last about a doubted date (裁定)
    ruling AS (
        SELECT body, duty, subject, ref,
               argMax(attrs['decision'], (recorded_at, id)) AS decision
        FROM event
        PREWHERE kind = 'ruled' AND (empty({duties:Array(String)}) OR duty IN {duties:Array(String)})
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND (body, duty, subject, id) NOT IN voided
        GROUP BY body, duty, subject, ref
    ),
    fact AS (
        SELECT event.body AS body, event.duty AS duty, event.subject AS subject, id, toUInt8(kind) AS code, office, channel, occurred_at, toUInt8(precision) AS exactness,
               recorded_at, title, url, event.ref AS ref, fields,
               -- the one attribute that a judge asks of this kind
               attrs[multiIf(kind IN ('triggered', 'received', 'detected'), 'class', kind = 'spot_checked', 'result', kind = 'handed_over', 'due',
                             kind = 'nil_return', 'unsigned', kind = 'paused', 'reason', kind = 'extended', 'days', '')] AS attr,
               -- A claimed time that other evidence contradicts counts by the later
               -- evidence until a person rules (domain rule 7).
               multiIf(exactness = 3 OR ruling.decision = 'claimed', occurred_at,
                       url_date > toDate(occurred_at) AND joinGet('calendar_day', 'counted', calendar + toUInt32(url_date)) > joinGet('calendar_day', 'counted', calendar + toUInt32(toDate(occurred_at))) + 1,
                           greatest(toDateTime64(url_date, 3, 'Asia/Shanghai'), first_seen),
                       first_seen > occurred_at AND joinGet('calendar_day', 'counted', calendar + toUInt32(toDate(first_seen))) > joinGet('calendar_day', 'counted', calendar + toUInt32(toDate(occurred_at))) + 2,
                           first_seen,
                       occurred_at) AS counts_from,
               ruling.decision = 'forged' AS forged,
               attrs['approved_on'] AS approved_on
        FROM (
            SELECT body, duty, subject, id, kind, office, channel, occurred_at, precision, recorded_at, url_date, first_seen, ref, fields, attrs,
                if(brief AND {clock:String} != 'term', '', title) AS title, if(brief, '', url) AS url
            FROM event
            PREWHERE (empty({duties:Array(String)}) OR duty IN {duties:Array(String)}) AND kind NOT IN ('voided', 'ruled')
            WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
              AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
              AND (body, duty, subject, id) NOT IN voided
        ) AS event
        LEFT JOIN ruling ON event.body = ruling.body AND event.duty = ruling.duty AND event.subject = ruling.subject AND event.id = ruling.ref
    )
