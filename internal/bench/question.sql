{{- /* The question of every rival: the year of each body and office as of a
moment, from the same facts: how many instances of duties counted by term were
judged, met, late and missing, and the points that lateness costs. The rules
are those of internal/disclosure/README.md, "by term". Times are milliseconds,
days are days since 1970-01-01 in Beijing. */ -}}
WITH voided AS (
    SELECT DISTINCT body, duty, subject, ref FROM event WHERE kind = 9 AND recorded < {{.AsOf}} {{.Of "body"}}
),
ruling AS (
    SELECT body, duty, subject, ref, attr AS decision FROM (
        SELECT e.body, e.duty, e.subject, e.ref, e.attr,
            row_number() OVER (PARTITION BY e.body, e.duty, e.subject, e.ref ORDER BY e.recorded DESC, e.id DESC) AS nth
        FROM event e LEFT JOIN voided v ON v.body = e.body AND v.duty = e.duty AND v.subject = e.subject AND v.ref = e.id
        WHERE e.kind = 23 AND e.recorded < {{.AsOf}} AND v.ref IS NULL {{.Of "e.body"}}
    ) latest WHERE nth = 1
),
fact AS {{.NotMaterialized}} (
    SELECT e.body, e.duty, e.subject, e.id, e.kind, e.prec, e.office, e.occurred, e.occurred_day, e.recorded, e.attr, e.channel, e.fields,
        (e.channel = '' OR e.channel = l.main_channel OR l.main_channel = '') AS main, l.further,
        CASE WHEN e.prec = 3 OR r.decision = 'claimed' THEN e.occurred
             WHEN e.url_day > e.occurred_day AND cu.counted > co.counted + 1 THEN {{.Greatest}}(e.url_day * {{.Day}} - {{.Zone}}, e.seen)
             WHEN e.seen > e.occurred AND cs.counted > co.counted + 2 THEN e.seen
             ELSE e.occurred END AS counts
    FROM event e
    JOIN line l ON l.body = e.body AND l.duty = e.duty
    LEFT JOIN voided v ON v.body = e.body AND v.duty = e.duty AND v.subject = e.subject AND v.ref = e.id
    LEFT JOIN ruling r ON r.body = e.body AND r.duty = e.duty AND r.subject = e.subject AND r.ref = e.id
    LEFT JOIN calendar co ON co.day = CASE WHEN e.url_day > e.occurred_day OR e.seen > e.occurred THEN e.occurred_day END
    LEFT JOIN calendar cu ON cu.day = CASE WHEN e.url_day > e.occurred_day THEN e.url_day END
    LEFT JOIN calendar cs ON cs.day = CASE WHEN e.seen > e.occurred THEN e.seen_day END
    WHERE e.recorded < {{.AsOf}} AND e.kind NOT IN (9, 23) AND v.ref IS NULL {{.Of "e.body"}}
),
dossier AS (
    SELECT body, duty, subject,
        {{.Latest "kind IN (1, 10, 19)"}} AS opening,
        {{.Latest "kind = 25"}} AS assigned,
        {{.Latest (.Tardy)}} AS tardy,
        min(CASE WHEN kind = 2 AND prec <> 3 AND main THEN counts END) AS up_first,
        count(CASE WHEN kind = 2 AND prec <> 3 THEN 1 END) AS publications,
        count(CASE WHEN kind = 4 AND prec <> 3 THEN 1 END) AS withdrawals,
        count(CASE WHEN kind = 4 AND prec <> 3 AND main THEN 1 END) AS main_withdrawals,
        min(CASE WHEN kind = 2 AND prec <> 3 AND channel = further THEN counts END) AS up_further,
        min(CASE WHEN kind = 5 AND prec <> 3 AND attr <> '1' THEN occurred END) AS nil_at,
        count(CASE WHEN kind = 7 THEN 1 END) AS withholdings,
        count(CASE WHEN kind = 8 THEN 1 END) AS inapplicable,
        {{.Gather "CASE WHEN kind IN (2, 3) AND prec <> 3 AND fields <> '' THEN fields END"}} AS covered
    FROM fact GROUP BY body, duty, subject
),
-- lawfully withheld, and nothing was published or revised since
withheld AS (
    SELECT DISTINCT w.body, w.duty, w.subject FROM event w
    LEFT JOIN voided v ON v.body = w.body AND v.duty = w.duty AND v.subject = w.subject AND v.ref = w.id
    WHERE w.kind = 7 AND w.recorded < {{.AsOf}} AND v.ref IS NULL {{.Of "w.body"}} AND NOT EXISTS (
        SELECT 1 FROM fact t WHERE t.body = w.body AND t.duty = w.duty AND t.subject = w.subject
            AND t.kind IN (2, 3) AND t.prec <> 3 AND (t.recorded > w.recorded OR t.recorded = w.recorded AND t.id > w.id))
),
-- the openings: by an event, by the end of a period, by the plan itself
opened AS (
    SELECT d.body, d.duty, d.subject, l.unit, l.lead, l.nil_return, l.further, l.grace, l.required, l.term_roll, l.term_month, l.term_day,
        {{.DayAt (.Part "d.opening" 1)}} AS open_day, {{.Part "d.opening" 1}} AS open_ms,
        CASE WHEN l.classes = 0 THEN l.term_n ELSE c.n END AS term_n, 0 AS by_plan, l.since, l.until,
        d.up_first, d.publications, d.withdrawals, d.main_withdrawals, d.up_further, d.nil_at, d.withholdings, d.inapplicable, d.covered,
        {{.Part "d.assigned" 4}} AS assigned, {{.Part "d.tardy" 4}} AS tardy
    FROM dossier d
    JOIN line l ON l.body = d.body AND l.duty = d.duty
    LEFT JOIN duty_class c ON c.body = d.body AND c.duty = d.duty AND c.class = {{.Part "d.opening" 3}}
    WHERE l.by_plan = 0 AND d.opening IS NOT NULL AND {{.Part "d.opening" 2}} <> 3 AND (l.classes = 0 OR c.n > 0)
    UNION ALL
    SELECT l.body, l.duty, p.subject, l.unit, l.lead, l.nil_return, l.further, l.grace, l.required, l.term_roll, l.term_month, l.term_day,
        CASE WHEN p.cadence = 0 THEN l.born ELSE p.last_day END, NULL, l.term_n, 1, l.since, l.until,
        d.up_first, coalesce(d.publications, 0), coalesce(d.withdrawals, 0), coalesce(d.main_withdrawals, 0), d.up_further, d.nil_at,
        coalesce(d.withholdings, 0), coalesce(d.inapplicable, 0), d.covered, {{.Part "d.assigned" 4}}, {{.Part "d.tardy" 4}}
    FROM line l
    JOIN period p ON p.cadence = l.cadence AND (p.cadence = 0 OR p.last_day < {{.Today}} + 400)
    LEFT JOIN dossier d ON d.body = l.body AND d.duty = l.duty AND d.subject = p.subject
    WHERE l.by_plan = 1 {{.Of "l.body"}}
),
counting AS (
    SELECT o.*, c.counted AS open_count, e.works AS end_works, e.counted AS end_count
    FROM opened o
    LEFT JOIN calendar c ON c.day = o.open_day
    LEFT JOIN calendar e ON e.day = CASE WHEN o.unit = 2 THEN o.open_day + o.term_n END
    WHERE o.open_day >= o.since AND o.open_day < o.until
),
due AS (
    SELECT o.*,
        CASE WHEN o.unit = 1 THEN CASE WHEN o.term_n = 0 THEN o.open_day ELSE n.day END
             WHEN o.unit = 2 THEN CASE WHEN o.term_roll = 1 AND o.end_works = 0 THEN r.day ELSE o.open_day + o.term_n END
             WHEN o.unit = 3 THEN {{.DayAt "o.open_ms + o.term_n * 3600000"}}
             ELSE f.day END AS due_day
    FROM counting o
    LEFT JOIN calendar n ON n.nth = CASE WHEN o.unit = 1 THEN o.open_count + o.term_n END
    LEFT JOIN calendar r ON r.nth = CASE WHEN o.unit = 2 THEN o.end_count + 1 END
    LEFT JOIN fixed f ON f.open_day = CASE WHEN o.unit = 4 THEN o.open_day END AND f.month = o.term_month AND f.day_of = o.term_day
),
timed AS (
    SELECT *, CASE WHEN unit = 3 THEN open_ms + term_n * 3600000 ELSE (due_day + 1) * {{.Day}} - {{.Zone}} END AS due_ms FROM due
    WHERE due_day BETWEEN {{.From}} AND {{.To}}
),
-- The log of what was taken down, cut at every withdrawal.
cut AS (
    SELECT f.body, f.duty, f.subject, f.kind, f.counts, t.due_ms,
        sum(CASE WHEN f.kind = 4 THEN 1 ELSE 0 END) OVER (PARTITION BY f.body, f.duty, f.subject ORDER BY f.recorded, f.id ROWS UNBOUNDED PRECEDING)
            - CASE WHEN f.kind = 4 THEN 1 ELSE 0 END AS piece
    FROM timed t JOIN fact f ON f.body = t.body AND f.duty = t.duty AND f.subject = t.subject
    WHERE t.main_withdrawals > 0 AND f.kind IN (2, 4) AND f.prec <> 3 AND f.main
),
stretch AS (
    SELECT body, duty, subject, piece, due_ms, min(CASE WHEN kind = 2 THEN counts END) AS up, min(CASE WHEN kind = 4 THEN counts END) AS down
    FROM cut GROUP BY body, duty, subject, piece, due_ms
),
folded AS (
    SELECT body, duty, subject,
        max(CASE WHEN down IS NULL AND up IS NOT NULL THEN 1 ELSE 0 END) AS is_up,
        max(CASE WHEN up < due_ms AND (down IS NULL OR down >= due_ms) THEN 1 ELSE 0 END) AS up_when_due,
        min(CASE WHEN up >= due_ms OR down IS NULL THEN up END) AS late_up
    FROM stretch GROUP BY body, duty, subject
),
stood AS (
    SELECT t.*,
        CASE WHEN t.main_withdrawals > 0 THEN coalesce(f.is_up, 0) WHEN t.up_first IS NOT NULL THEN 1 ELSE 0 END AS is_up,
        CASE WHEN t.main_withdrawals > 0 THEN coalesce(f.up_when_due, 0) WHEN t.up_first < t.due_ms THEN 1 ELSE 0 END AS up_when_due,
        CASE WHEN t.main_withdrawals > 0 THEN f.late_up ELSE t.up_first END AS late_up,
        CASE WHEN w.body IS NOT NULL THEN 1 ELSE 0 END AS withheld,
        CASE WHEN t.further <> '' AND {{.AsOf}} >= (coalesce(g.day, t.due_day) + 1) * {{.Day}} - {{.Zone}}
            AND (t.up_further IS NULL OR t.up_further >= (coalesce(g.day, t.due_day) + 1) * {{.Day}} - {{.Zone}}) THEN 1 ELSE 0 END AS lacks_channel,
        CASE WHEN t.covered IS NOT NULL AND t.required <> '' AND {{.Lacks "t.required" "t.covered"}} THEN 1 ELSE 0 END AS lacks_field,
        dc.counted AS due_count
    FROM timed t
    LEFT JOIN folded f ON f.body = t.body AND f.duty = t.duty AND f.subject = t.subject
    LEFT JOIN withheld w ON w.body = t.body AND w.duty = t.duty AND w.subject = t.subject
    LEFT JOIN calendar dc ON dc.day = t.due_day
    LEFT JOIN calendar g ON g.nth = CASE WHEN t.grace > 0 AND t.further <> '' THEN dc.counted + t.grace END
),
judged AS (
    SELECT *, CASE
        WHEN inapplicable > 0 AND is_up = 0 THEN 8
        WHEN withheld = 1 THEN 9
        WHEN nil_at IS NOT NULL AND nil_return = 1 AND publications + withdrawals = 0 THEN CASE WHEN nil_at < due_ms THEN 6 ELSE 3 END
        WHEN up_when_due = 1 AND is_up = 1 THEN CASE WHEN lacks_channel + lacks_field > 0 THEN 5 ELSE 2 END
        WHEN {{.AsOf}} < due_ms THEN 1
        WHEN is_up = 1 THEN 3
        WHEN publications > 0 AND up_first IS NULL THEN 5
        ELSE 4 END AS verdict
    FROM stood
),
ended AS (
    SELECT j.*, CASE WHEN verdict = 4 THEN {{.AsOf}} WHEN nil_at IS NOT NULL AND nil_return = 1 AND publications + withdrawals = 0 THEN nil_at ELSE late_up END AS end_ms
    FROM judged j WHERE verdict BETWEEN 2 AND 6
),
delayed AS (
    SELECT e.body, coalesce(e.assigned, CASE WHEN e.verdict IN (3, 4) THEN e.tardy END, e.lead) AS office, e.verdict, CASE WHEN e.unit IN (2, 3) THEN e.unit ELSE 1 END AS unit,
        CASE WHEN e.verdict NOT IN (3, 4) THEN 0
             WHEN e.unit = 2 THEN {{.DayAt "e.end_ms - CASE WHEN e.verdict = 4 THEN 1 ELSE 0 END"}} - e.due_day
             WHEN e.unit = 3 THEN (e.end_ms - e.due_ms + 3599999) {{.Div}} 3600000
             ELSE c.counted - e.due_count END AS delay
    FROM ended e
    LEFT JOIN calendar c ON c.day = CASE WHEN e.verdict IN (3, 4) THEN {{.DayAt "e.end_ms - CASE WHEN e.verdict = 4 THEN 1 ELSE 0 END"}} END
)
SELECT d.body, d.office, count(*) AS judged, count(CASE WHEN d.verdict IN (2, 6) THEN 1 END) AS met,
    count(CASE WHEN d.verdict = 3 THEN 1 END) AS late, count(CASE WHEN d.verdict = 4 THEN 1 END) AS missing, coalesce(sum(p.points), 0) AS lost
FROM delayed d
LEFT JOIN price p ON p.verdict = d.verdict AND p.unit = d.unit AND (CASE WHEN d.delay < 1 THEN 1 ELSE d.delay END) > p.over_ AND (CASE WHEN d.delay < 1 THEN 1 ELSE d.delay END) <= p.up_to
GROUP BY d.body, d.office
ORDER BY d.body, d.office
