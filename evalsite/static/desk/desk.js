// The change page of the administration: rows in order, nothing typed lost, words counted.
(() => {
  const desk = document.getElementById("desk");
  const form = desk?.closest("form");
  if (!form) return;
  document.documentElement.classList.add("js-on");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rowsOf = (group) => all(":scope > fieldset > details.row:not(.empty-form)", group);

  // Rows: in the order of their positions, moved by button or by dragging the summary.

  const position = (row) => row.querySelector("input[name$='-position']");

  function renumber(group) {
    let whole = 0, part = 0;
    rowsOf(group).forEach((row, index) => {
      const field = position(row);
      if (field) field.value = index + 1;
      if (row.classList.contains("sub") && whole) part += 1;
      else { whole += 1; part = 0; }
      row.querySelector(".row-number").textContent = part ? `${whole}.${part}` : whole;
    });
  }

  function move(row, before) {
    row.parentElement.insertBefore(row, before);
    renumber(row.closest(".rows"));
    changed();
  }

  // Put a row where the pointer is. The others step aside: to move the row itself would end the
  // dragging.
  function place(row, y) {
    const rows = rowsOf(row.closest(".rows"));
    const from = rows.indexOf(row);
    const others = rows.filter((other) => other !== row);
    const found = others.findIndex((other) => {
      const box = other.querySelector("summary").getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    const to = found < 0 ? others.length : found;
    if (to < from) row.after(...others.slice(to, from));
    if (to > from) row.before(...others.slice(from, to));
  }

  // Dragged by its grip, with a mouse, a pen or a finger.
  function drag(row, grip) {
    let dragged = false;
    grip.addEventListener("click", (event) => event.preventDefault());
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      dragged = true;
      row.classList.add("dragged");
    });
    grip.addEventListener("pointermove", (event) => { if (dragged) place(row, event.clientY); });
    for (const end of ["pointerup", "pointercancel"]) {
      grip.addEventListener(end, (event) => {
        if (!dragged) return;
        if (end === "pointerup") place(row, event.clientY);
        dragged = false;
        row.classList.remove("dragged");
        renumber(row.closest(".rows"));
        changed();
      });
    }
  }

  function arm(row) {
    if (!position(row) || row.dataset.armed) return;
    row.dataset.armed = "yes";
    drag(row, row.querySelector(".grip"));
    row.querySelector(".row-up")?.addEventListener("click", (event) => {
      const above = row.previousElementSibling;
      if (above?.matches("details.row")) move(row, above);
      event.target.focus();
    });
    row.querySelector(".row-down")?.addEventListener("click", (event) => {
      const below = row.nextElementSibling;
      if (below?.matches("details.row:not(.empty-form)")) move(row, below.nextElementSibling);
      event.target.focus();
    });
    const tick = row.querySelector("input[name$='-sub_point']");
    tick?.addEventListener("change", () => {
      row.classList.toggle("sub", tick.checked);
      renumber(row.closest(".rows"));
    });
  }

  for (const group of all(".rows")) {
    const rows = rowsOf(group);
    const sorted = rows.filter(position).sort((a, b) => (position(a).value || 1e6) - (position(b).value || 1e6));
    const end = group.querySelector("details.empty-form");
    sorted.forEach((row) => row.parentElement.insertBefore(row, end));
    all("details.row", group).forEach((row) => { if (!row.matches(".empty-form")) arm(row); });
    if (sorted.length) renumber(group);
  }
  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    if (!row.matches?.("details.row")) return;
    row.open = true;
    delete row.dataset.armed;
    arm(row);
    renumber(row.closest(".rows"));
    row.querySelector("input:not([type=hidden]), textarea, .ProseMirror")?.focus();
    changed();
  });
  for (const group of all(".rows")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "rows-open";
    button.textContent = "Open all";
    button.addEventListener("click", () => {
      const open = button.textContent === "Open all";
      rowsOf(group).forEach((row) => { row.open = open; });
      button.textContent = open ? "Close all" : "Open all";
    });
    group.querySelector(".inline-heading").append(button);
  }

  // A list pasted into an empty row can become a row for each of its items.

  document.addEventListener("desk:list", ({ target: row, detail: items }) => {
    row.querySelector(".row-offer")?.remove();
    const group = row.closest(".rows");
    const offered = document.createElement("p");
    offered.className = "row-offer desk-note";
    offered.setAttribute("role", "status");
    offered.textContent = `This is a list of ${items.length}. `;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Make ${items.length} rows of it`;
    button.addEventListener("click", () => {
      offered.remove();
      let last = row;
      items.forEach(({ html, sub }, index) => {
        if (index) {
          group.querySelector(".add-row a").click();
          const added = rowsOf(group).at(-1);
          last.after(added);
          last = added;
        }
        fill(last.querySelector("textarea[name$='-body'], textarea[name$='-text']"), html);
        const tick = last.querySelector("input[name$='-sub_point']");
        if (tick && sub) { tick.checked = true; last.classList.add("sub"); }
        const words = document.createElement("template");
        words.innerHTML = html;
        last.querySelector(".row-words").textContent = words.content.textContent.slice(0, 90);
        last.open = index === 0;
      });
      renumber(group);
      changed();
    });
    offered.append(button);
    row.querySelector(".row-tools").after(offered);
  });

  function fill(field, html) {
    field.value = html;
    const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
    editor?.commands.setContent(html);
  }

  // What was typed: asked about before leaving, kept in this browser until it is saved.

  const key = `evalsite draft ${desk.dataset.subject}`;
  const note = document.getElementById("desk-draft");
  const skipped = new Set(["csrfmiddlewaretoken", "expected_version", "started_from"]);
  let dirty = false, sending = false, waiting = null;

  function entries() {
    return all("input, select, textarea", form)
      .filter((f) => f.name && !skipped.has(f.name) && !f.name.includes("__prefix__") && f.type !== "file" && f.type !== "submit")
      .filter((f) => !["checkbox", "radio"].includes(f.type) || f.checked)
      .flatMap((f) => f.multiple ? [...f.selectedOptions].map((o) => [f.name, o.value, o.text]) : [[f.name, f.value, f.selectedOptions?.[0]?.text]]);
  }

  function keep() {
    waiting = null;
    const draft = { at: new Date().toISOString(), version: desk.dataset.version, entries: entries() };
    try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* no room: the page itself still asks */ }
  }

  function changed() {
    dirty = true;
    waiting ??= setTimeout(keep, 800);
    count();
  }
  // Widgets that set themselves up send events too; only what a person did counts.
  for (const name of ["input", "change"]) {
    form.addEventListener(name, (event) => { if (event.isTrusted) changed(); });
  }
  form.addEventListener("click", (event) => {
    if (event.target.closest(".prose-editor button, .prose-menubar button")) changed();
  });
  document.addEventListener("desk:pasted", changed);
  window.django?.jQuery?.(form).on("select2:select select2:unselect select2:clear", "select", changed);
  window.addEventListener("beforeunload", (event) => {
    if (!dirty || sending) return;
    if (waiting) keep();
    event.preventDefault();
    event.returnValue = "";
  });
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(waiting);
    if (dirty) keep();
    sessionStorage.setItem("evalsite sent", key);
  });

  function restore(draft) {
    const values = new Map();
    for (const [name, value, text] of draft.entries) values.set(name, [...(values.get(name) ?? []), [value, text]]);
    for (const group of all(".rows")) {
      const total = group.querySelector("input[name$='-TOTAL_FORMS']");
      const wanted = Number(values.get(total.name)?.[0]?.[0] ?? 0);
      while (Number(total.value) < wanted) group.querySelector(".add-row a").click();
    }
    for (const field of all("input, select, textarea", form)) {
      if (!field.name || skipped.has(field.name) || field.type === "file" || field.name.endsWith("_FORMS")) continue;
      const given = values.get(field.name);
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = Boolean(given?.some(([value]) => value === field.value));
      } else if (field.tagName === "SELECT") {
        for (const [value, text] of given ?? []) {
          if (![...field.options].some((o) => o.value === value)) field.add(new Option(text, value));
        }
        for (const option of field.options) option.selected = Boolean(given?.some(([value]) => value === option.value));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      } else if (given) {
        fill(field, given[0][0]);
      }
    }
    changed();
  }

  // What was sent and saved need not be kept any longer; known as soon as the answer is here.
  const sent = sessionStorage.getItem("evalsite sent");
  sessionStorage.removeItem("evalsite sent");
  if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);

  function offer() {
    const kept = localStorage.getItem(key);
    if (!kept || document.querySelector(".errornote")) return;
    const draft = JSON.parse(kept);
    if (JSON.stringify(draft.entries) === JSON.stringify(entries())) return localStorage.removeItem(key);
    const when = new Date(draft.at).toLocaleString();
    note.textContent = `This browser kept what you typed here on ${when} and did not save. `;
    for (const [label, act] of [["Bring it back", () => restore(draft)], ["Throw it away", () => localStorage.removeItem(key)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => { act(); note.hidden = true; });
      note.append(button, " ");
    }
    note.hidden = false;
  }

  // Words, counted as they are typed.

  const counter = document.querySelector(".word-count");
  let counting = null;
  function count() {
    if (!counter || counting) return;
    counting = setTimeout(() => {
      counting = null;
      const words = all("textarea[data-django-prose-editor-lazy]", form)
        .filter((f) => !f.name.includes("__prefix__"))
        .reduce((sum, f) => sum + (f.value.replace(/<[^>]*>/g, " ").match(/\S+/g)?.length ?? 0), 0);
      counter.querySelector(".words").textContent = words.toLocaleString("en");
      counter.querySelector(".pages").textContent = Math.max(words / counter.dataset.wordsAPage, 0.1).toFixed(1);
    }, 400);
  }

  // Select2 leaves its parts without names and with broken lists; a screen reader needs better.

  function nameSelects() {
    for (const list of all("ul.select2-selection__rendered", form)) {
      if (list.getAttribute("role") !== "none") list.setAttribute("role", "none");
      all(":scope > li", list).forEach((item) => item.getAttribute("role") || item.setAttribute("role", "none"));
      const select = list.closest(".select2-container")?.previousElementSibling;
      const label = select && form.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
      for (const field of all("input.select2-search__field", list)) {
        if (label && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", label);
      }
    }
    for (const box of all(".select2-selection[role=combobox], span.select2-selection__rendered", form)) {
      if (box.hasAttribute("aria-label")) continue;
      const select = box.closest(".select2-container")?.previousElementSibling;
      const label = select && form.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
      if (label) box.setAttribute("aria-label", label);
    }
  }
  new MutationObserver(nameSelects).observe(form, { childList: true, subtree: true });
  nameSelects();

  // Who else has the page open.

  const others = document.getElementById("desk-others");
  async function look() {
    const body = new FormData();
    body.append("subject", desk.dataset.subject);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(desk.dataset.open, { method: "POST", body }).catch(() => null);
    if (!response?.ok) return;
    const text = await response.text();
    others.textContent = text;
    others.hidden = !text;
  }
  if (others) setInterval(look, 30000);

  window.addEventListener("load", offer);
})();
