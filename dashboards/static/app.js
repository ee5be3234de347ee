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
})();
