/* What the page does beyond showing: find, sort, open a fact, go from the words to the fact and back. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const table = byId("facts-table");
  const rows = table ? all("tbody", table) : [];
  const marks = new Map();
  for (const mark of all(".hl")) {
    const key = mark.dataset.f;
    if (!marks.has(key)) marks.set(key, []);
    marks.get(key).push(mark);
  }

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element, block) => element && element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });

  let chosen = null;
  const choose = (number, from, open = true) => {
    if (chosen) {
      byId("f-" + chosen)?.classList.remove("on");
      (marks.get(chosen) || []).forEach((mark) => mark.classList.remove("on"));
    }
    chosen = number;
    const row = byId("f-" + number);
    if (!row) return;
    row.classList.add("on");
    (marks.get(number) || []).forEach((mark) => mark.classList.add("on"));
    if (open) toggle(row, true);
    if (from === "text") show(row, "nearest");
    else show((marks.get(number) || [])[0], "center");
  };
  const toggle = (row, open) => {
    row.classList.toggle("open", open);
    const link = row.querySelector(".no a");
    link.setAttribute("aria-expanded", String(open));
    const details = row.querySelector("details");
    if (details) details.open = open;
  };

  for (const row of rows) {
    const number = row.id.slice(2);
    const link = row.querySelector(".no a");
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
    row.querySelector("tr.line").addEventListener("click", (event) => {
      event.preventDefault();
      if (String(getSelection())) return;
      const open = !(row.classList.contains("open") && chosen === number);
      choose(number, "table", open);
      toggle(row, open);
    });
  }
  document.addEventListener("click", (event) => {
    const reference = event.target.closest(".ref");
    if (reference) {
      event.preventDefault();
      choose(reference.dataset.f, "text");
      byId("f-" + reference.dataset.f)?.querySelector(".no a").focus({ preventScroll: true });
      return;
    }
    if (String(getSelection())) return;
    // Words that state several facts: each click goes on to the next of them, from the inside out.
    const around = [];
    for (let mark = event.target.closest(".hl"); mark; mark = mark.parentElement.closest(".hl")) {
      const kind = byId("show-" + mark.dataset.t);
      if (!kind || kind.checked) around.push(mark.dataset.f);
    }
    if (around.length) choose(around[(around.indexOf(chosen) + 1) % around.length], "text");
  });

  const search = byId("search");
  const counted = byId("counted");
  const filter = () => {
    const words = (search ? search.value : "").toLowerCase().split(/\s+/).filter(Boolean);
    let seen = 0;
    for (const row of rows) {
      const kind = byId("show-" + row.dataset.t);
      const fits = words.every((word) => row.textContent.toLowerCase().includes(word));
      row.hidden = !fits || (kind && !kind.checked);
      if (!row.hidden) seen += 1;
      (marks.get(row.id.slice(2)) || []).forEach((mark) => mark.classList.toggle("off", kind && !kind.checked));
    }
    if (counted) counted.textContent = seen + " / " + rows.length;
    const none = byId("nomatch");
    if (none) none.hidden = seen > 0;
  };
  search?.addEventListener("input", filter);
  all(".kinds input").forEach((box) => box.addEventListener("change", filter));
  if (rows.length) filter();

  const keys = { number: (row) => Number(row.id.slice(2)), type: (row) => row.dataset.t, value: (row) => row.dataset.v, what: (row) => row.dataset.w };
  for (const button of all("th button[data-sort]")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = keys[button.dataset.sort];
      const numeric = (value) => (value === "" || isNaN(Number(value)) ? null : Number(value));
      const ordered = rows.slice().sort((one, other) => {
        const a = key(one), b = key(other), x = numeric(a), y = numeric(b);
        const order = x !== null && y !== null ? x - y : x !== null ? -1 : y !== null ? 1 : String(a).localeCompare(String(b), "zh");
        return (down ? -order : order) || keys.number(one) - keys.number(other);
      });
      table.append(...ordered);
    });
  }

  const originals = byId("originals");
  originals?.addEventListener("change", () => {
    document.body.classList.toggle("sides", originals.checked);
    all(".was").forEach((was) => { was.open = originals.checked; });
  });
  byId("print")?.addEventListener("click", () => print());
  byId("save")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([byId("data").textContent], { type: "application/json" }));
    link.download = byId("data").dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  const links = new Map(all(".outline a").map((link) => [link.hash.slice(1), link]));
  if (links.size && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          links.forEach((link) => link.classList.remove("here"));
          links.get(entry.target.id)?.classList.add("here");
        }
      }
    }, { rootMargin: "-10% 0px -75% 0px" });
    links.forEach((_, id) => { const target = byId(id); if (target) observer.observe(target); });
  }
  if (/^#[fm]-\d+$/.test(location.hash)) {
    choose(location.hash.slice(3), "text");
    (marks.get(chosen) || [])[0]?.scrollIntoView({ block: "center" });
  }
})();
