// Prints one line a test, the whole story of each failure, and the count.
export default async function* report(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const indent = "  ".repeat(data.nesting);
    const error = data.details.error;
    const group = data.details.type === "suite" || data.name.endsWith(".mjs");
    if (group ? type === "test:pass" || error.failureType === "subtestsFailed" : error?.failureType === "subtestsFailed") {
      yield `${indent}${data.name}\n`;
      continue;
    }
    const outcome = type === "test:fail" ? "failed" : data.skip === undefined ? "passed" : "skipped";
    counts[outcome]++;
    const mark = { passed: "✓", failed: "✗", skipped: "–" }[outcome];
    yield `${indent}${mark} ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
    if (outcome === "failed") failures.push(`\n✗ ${data.name}\n${error.cause?.stack ?? error.cause ?? error}\n`);
  }
  yield* failures;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  yield `\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`;
}
