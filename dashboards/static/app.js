// Comforts only: every page reads without this.
(function () {
  "use strict";
  let opened = [];

  // On paper, tables that are one click away lie open.
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.beside:not([open])")];
    opened.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((d) => { d.open = false; }));

  // The print link asks for the page with ?print=1.
  if (new URLSearchParams(location.search).get("print") === "1") {
    addEventListener("load", () => setTimeout(() => print(), 300));
  }

  // Countdowns go on from the page's own moment, whatever the clock of the
  // browser says. A page of the past stands still.
  const live = document.querySelector("[data-now]");
  if (live) {
    const shown = Date.parse(live.dataset.now) - performance.now();
    const tick = () => live.querySelectorAll("time.countdown").forEach((t) => {
      const left = Date.parse(t.dateTime) - (shown + performance.now());
      const minutes = Math.floor(Math.abs(left) / 60000);
      const text = left > 0 ? t.dataset.left : t.dataset.over;
      t.textContent = text.replace("{h}", Math.floor(minutes / 60)).replace("{m}", minutes % 60);
      t.classList.toggle("over", left <= 0);
    });
    setInterval(tick, 15000);
  }

  // A file that the server would refuse for its size is not sent at all.
  for (const input of document.querySelectorAll("input[type=file][data-max]")) {
    input.addEventListener("change", () => {
      const large = [...input.files].some((f) => f.size > Number(input.dataset.max));
      input.setCustomValidity(large ? input.dataset.sorry : "");
      if (large) input.reportValidity();
    });
    input.form.addEventListener("submit", (e) => { if (!input.reportValidity()) e.preventDefault(); });
  }
})();
