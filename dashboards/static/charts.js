// Draws every chart of the page. The server has written the whole option; this
// only puts in the page's colours, light or dark, and follows links.
(function () {
  "use strict";
  if (!window.echarts) return;

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const locale = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN";
  const drawn = [];

  // paint returns a copy of the option with "var(--name)" replaced by values.
  function paint(value, style) {
    if (typeof value === "string") {
      return value.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    }
    if (Array.isArray(value)) return value.map((v) => paint(v, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, paint(v, style)]));
    }
    return value;
  }

  function draw(one) {
    const style = getComputedStyle(document.documentElement);
    const option = paint(one.option, style);
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily, color: style.getPropertyValue("--ink").trim() };
    one.chart.setOption(option, true);
    one.chart.resize();
  }

  function open(figure, event) {
    const link = figure && figure.querySelector('[data-point="' + event.seriesIndex + "-" + event.dataIndex + '"]');
    if (link) location.assign(link.href);
  }

  for (const script of document.querySelectorAll("script.chart-option")) {
    const box = script.previousElementSibling;
    const chart = echarts.init(box, null, { renderer: "canvas", locale, devicePixelRatio: Math.max(2, devicePixelRatio) });
    const one = { chart, option: JSON.parse(script.textContent) };
    chart.on("click", (event) => open(box.closest("figure"), event));
    draw(one);
    drawn.push(one);
    new ResizeObserver(() => chart.resize()).observe(box);
  }

  const again = () => drawn.forEach(draw);
  dark.addEventListener("change", again);
  matchMedia("print").addEventListener("change", again);
  addEventListener("beforeprint", again);
})();
