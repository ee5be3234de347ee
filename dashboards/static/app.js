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
