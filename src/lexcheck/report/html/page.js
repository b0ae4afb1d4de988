"use strict";
(() => {
  const form = document.querySelector(".filters");
  const found = [...document.querySelectorAll(".f")].map((node) => ({
    node,
    verdicts: node.dataset.v.trim().split(" "),
    norm: node.closest(".norm").dataset.n,
    parties: (node.dataset.p || "").split("|"),
    name: node.querySelector(".id").textContent.toLowerCase(),
  }));
  const sections = [...document.querySelectorAll(".norm")];

  function filter() {
    const verdicts = new Set([...form.querySelectorAll("[name=verdict]:checked")].map((box) => box.value));
    const chosen = (name) => (form.elements[name] ? form.elements[name].value : "");
    const norm = chosen("norm"), party = chosen("party"), name = chosen("name").trim().toLowerCase();
    let shown = 0;
    for (const each of found) {
      const fits =
        each.verdicts.some((verdict) => verdicts.has(verdict)) &&
        (!norm || each.norm === norm) &&
        (!party || each.parties.includes(party)) &&
        (!name || each.name.includes(name));
      if (each.node.hidden === fits) each.node.hidden = !fits;
      shown += fits;
    }
    for (const section of sections) section.hidden = !section.querySelector(".f:not([hidden])");
    form.querySelector(".shown").textContent =
      `${shown.toLocaleString("en")} of ${found.length.toLocaleString("en")} findings shown`;
  }

  function open() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.matches(".f")) return;
    if (target.hidden) {
      form.reset();
      filter();
    }
    target.open = true;
    target.scrollIntoView();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
  }
  addEventListener("hashchange", open);
  open();

  // On paper nothing can be unfolded: what is shown is told in full, unless that is a book.
  const MOST_PRINTED = 300;
  let unfolded = [];
  addEventListener("beforeprint", () => {
    const shown = found.filter((each) => !each.node.hidden).map((each) => each.node);
    if (shown.length > MOST_PRINTED) return;
    for (const node of shown.flatMap((each) => [each, ...each.querySelectorAll("details")])) {
      if (!node.open) unfolded.push(node);
      node.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const node of unfolded) node.open = false;
    unfolded = [];
  });
})();
