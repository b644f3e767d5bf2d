"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dialog = document.getElementById("words");
  const part = (name, text, into, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    into.append(made);
    return made;
  };
  const show = (number, title) => {
    const cell = data.cells[number];
    dialog.querySelector("h3").textContent = title;
    const inside = dialog.querySelector(".in");
    inside.textContent = "";
    if (cell.n) part("p", cell.n, inside, "why");
    for (const at of cell.q) {
      const [paper, where, text, marks] = data.quotes[at];
      part("p", data.papers[paper] + (where ? " · " + where : ""), inside, "where");
      const block = part("blockquote", "", inside);
      let end = 0;
      for (const [from, to] of marks) {
        if (from < end) continue;
        block.append(text.slice(end, from));
        part("mark", text.slice(from, to), block);
        end = to;
      }
      block.append(text.slice(end));
    }
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-c]");
    if (button) {
      const row = button.closest("tr");
      const head = button.closest("table").tHead.rows[0].cells[button.closest("td").cellIndex].textContent;
      const first = row.cells[0].textContent;
      show(Number(button.dataset.c), row.cells[0].contains(button) ? first : first + " — " + head + "：" + [...button.childNodes].map((node) => node.textContent).join(" "));
    } else if (event.target.dataset && event.target.dataset.row) {
      const body = event.target.closest("section").querySelector("tbody");
      const found = body.rows[event.target.dataset.row].cells[event.target.dataset.column].querySelector("button");
      if (found) found.click();
    } else if (event.target === dialog || event.target.closest("button.close")) dialog.close();
  });
  for (const tools of document.querySelectorAll(".tools")) {
    const rows = [...tools.parentElement.querySelectorAll("tbody tr")];
    const counted = tools.querySelector(".counted");
    const search = tools.querySelector("input[type=search]");
    const kind = tools.querySelector("select.kind");
    const column = tools.querySelector("select.column");
    const shared = tools.querySelector("input.shared");
    const filter = () => {
      const word = search.value.trim().toLowerCase();
      let seen = 0;
      for (const row of rows) {
        const cells = column && column.value ? [row.cells[Number(column.value)]] : [...row.cells];
        const fits = (!word || row.textContent.toLowerCase().includes(word))
          && (!kind || !kind.value || cells.some((cell) => cell.classList.contains(kind.value)))
          && (!column || !column.value || kind && kind.value || !cells[0].classList.contains("absent"))
          && (!shared || !shared.checked || Number(row.dataset.n) > 1);
        row.hidden = !fits;
        seen += fits;
      }
      counted.textContent = seen + " / " + rows.length;
    };
    for (const tool of [search, kind, column, shared]) if (tool) tool.addEventListener("input", filter);
    filter();
  }
})();
