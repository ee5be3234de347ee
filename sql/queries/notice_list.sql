-- Every holiday notice known at a moment, with when it became known.
--   {as_of:DateTime64(3)}
SELECT content, recorded_at
FROM calendar_notice
WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY recorded_at, layer, year
