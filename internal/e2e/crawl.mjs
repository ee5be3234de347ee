// Follows the links of a role, politely: a few of each kind.
const linkForm = /<a\b[^>]*?\shref="([^"]*)"/g;
const perKind = 2;
const limit = 120;

/**
 * Follows same-origin links from the landing page of a signed-in context, and from
 * pages to which no link need lead, and returns what each answered: { path, kind, status, type, bytes, from }.
 */
export async function crawl(context, origin, landing, unlinked = []) {
  const found = [];
  const kinds = new Map();
  const seen = new Set();
  const queue = [landing, ...unlinked].map((path) => ({ path, from: "landing" }));
  while (queue.length > 0 && found.length < limit) {
    const { path, from } = queue.shift();
    const kind = kindOf(path);
    if (seen.has(path) || (kinds.get(kind) ?? 0) >= (printed(path) ? 1 : perKind)) continue;
    seen.add(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const response = await context.request.get(origin + path, { maxRedirects: 5 });
    const type = response.headers()["content-type"] ?? "";
    const body = await response.body();
    const attached = (response.headers()["content-disposition"] ?? "").startsWith("attachment");
    // An issued paper is a file that is shown, not a page of the site.
    const paper = (response.headers()["content-security-policy"] ?? "").includes("sandbox");
    const html = type.startsWith("text/html") && !attached && !paper;
    found.push({ path, kind, from, html, status: response.status(), bytes: body.length });
    if (!html) continue;
    for (const [, raw] of body.toString("utf8").matchAll(linkForm)) {
      const next = within(origin, path, raw.replaceAll("&amp;", "&"));
      if (next) queue.push({ path: next, from: path });
    }
  }
  return found;
}

/** The path of a same-origin link that may be followed, or null. */
function within(origin, base, href) {
  let url;
  try {
    url = new URL(href, origin + base);
  } catch {
    return null;
  }
  const switches = url.searchParams.has("lang") || url.pathname.startsWith("/signout");
  return url.origin === origin && !switches ? url.pathname + url.search : null;
}

/** Pages that are alone of their kind, though others share their first segment. */
const singular = new Set(["/briefings/new", "/enter/sign", "/enter/upload", "/enter/template.xlsx", "/help/kinds", "/help/rules", "/plan/compare"]);

/**
 * Pages of one kind share their first segment and depth, and whether they are for
 * paper. A form of entry differs from the page that first asks for its duty.
 */
function kindOf(path) {
  const { pathname, searchParams } = new URL(path, "http://page");
  if (singular.has(pathname)) return pathname;
  const segments = pathname.split("/").filter(Boolean);
  const form = segments[0] === "enter" && segments.length > 1 && searchParams.get("duty") ? "form" : "";
  return [segments[0] ?? "", Math.min(segments.length, 3), form, printed(path) ? "printed" : ""].join(" ").trim();
}

/** Whether the path shows a page as it is printed. */
export function printed(path) {
  return new URL(path, "http://page").searchParams.has("print");
}

/** A file name for a page. */
export function nameOf(path) {
  const name = decodeURIComponent(path).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return name.slice(0, 60) || "home";
}
