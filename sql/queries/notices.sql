-- Holiday notices known at a moment, in the order they were recorded.
--   {as_of:DateTime64(3)}
SELECT content
FROM calendar_notice
WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
ORDER BY recorded_at, layer, year
