// Editors of rich text, each made when its field comes into view; what is pasted is tidied on the
// server first, by the code that reads documents.
import { createEditor } from "django-prose-editor/configurable";

const MARK = "data-django-prose-editor-lazy";
const desk = document.getElementById("desk");
const extensions = JSON.parse(desk.dataset.extensions);

const inView = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((e) => e.isIntersecting)) {
    inView.unobserve(entry.target);
    createEditor(entry.target, { extensions });
  }
}, { rootMargin: "300px" });

function watch(root) {
  for (const field of root.querySelectorAll(`textarea[${MARK}]`)) {
    if (!field.id.includes("__prefix__")) inView.observe(field);
  }
}
watch(document);
document.addEventListener("prose-editor:ready", ({ target, detail }) => {
  const label = document.querySelector(`label[for="${target.id}"]`)?.textContent.replace(/:$/, "");
  if (label) detail.editor.view.dom.setAttribute("aria-label", label);
});
document.addEventListener("formset:added", (event) => watch(event.target));

async function tidied(html, text) {
  const body = new FormData();
  body.append("html", html);
  body.append("text", text);
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const response = await fetch(desk.dataset.tidy, { method: "POST", body });
  if (!response.ok) throw new Error(`tidying answered ${response.status}`);
  return response.text();
}

function pasteInto(target, html, text) {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  paste.isTidied = true;
  target.dispatchEvent(paste);
}

// The items of a pasted list, sub-points after theirs; none where there is more than one list.
function itemsOf(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const [list, ...rest] = box.content.children;
  if (!list?.matches("ul, ol") || rest.length) return [];
  const read = (parent, sub) => [...parent.children].flatMap((item) => {
    const nested = [...item.querySelectorAll(":scope > ul, :scope > ol")];
    nested.forEach((inner) => inner.remove());
    return [{ html: item.innerHTML, sub }, ...nested.flatMap((inner) => read(inner, true))];
  });
  return read(list, false);
}

function offerRows(editor, html) {
  const row = editor.closest("details.row");
  const field = editor.closest(".prose-editor")?.querySelector("textarea");
  const items = row && /-(body|text)$/.test(field?.name ?? "") ? itemsOf(html) : [];
  if (items.length > 1) row.dispatchEvent(new CustomEvent("desk:list", { bubbles: true, detail: items }));
}

document.addEventListener("paste", (event) => {
  const editor = event.target.closest?.(".ProseMirror");
  if (!editor || event.isTidied || !desk) return;
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (html.includes("data-pm-slice") || (!html && !text.includes("\n"))) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  editor.setAttribute("aria-busy", "true");
  const empty = !editor.textContent.trim();
  tidied(html, text)
    .catch(() => html)  // without an answer the paste goes in as it came
    .then((tidy) => {
      pasteInto(editor, tidy, text);
      document.dispatchEvent(new CustomEvent("desk:pasted"));
      if (empty) offerRows(editor, tidy);
    })
    .finally(() => editor.removeAttribute("aria-busy"));
}, true);
