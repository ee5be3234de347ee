-- What the yearly report counts beside the duties (年报统计事项), as known at a
-- moment: the last entry under each id, by day and id.
--   {as_of:DateTime64(3)}   entries recorded at or after it are unknown
--   {body:String}
SELECT id, toUInt8(last.1) AS kind, last.2 AS on_day, last.3 AS ended_on, last.4 AS outcome, last.5 AS items, last.6 AS amount,
       last.7 AS number, last.8 AS title, last.10 AS actor, last.11 AS known_at
FROM (
    SELECT id, argMax((kind, on_day, ended_on, outcome, items, amount, number, title, removed, actor, recorded_at), recorded_at) AS last
    FROM matter
    WHERE body = {body:String} AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
    GROUP BY id
)
WHERE NOT last.9
ORDER BY on_day, id
