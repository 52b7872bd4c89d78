// Quicker with it, complete without it: `/` goes to the search field, files can be dropped on the page.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("#q, #text, #name, #topic");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  }
  // Enter with Ctrl or Cmd sends what is typed into the large field.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "text") {
    event.target.form.requestSubmit();
  }
});

// Search as you type: the hits are replaced, the address stays shareable, the field keeps its cursor.
const query = document.querySelector("form[role=search] #q");
if (query) {
  let timer = 0;
  let asked = null;
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const form = query.form;
      const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
      const address = `${form.action}?${fields}`;
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const main = document.querySelector("main");
        while (form.nextSibling) form.nextSibling.remove();
        let node = page.querySelector("main form[role=search]").nextSibling;
        while (node) { const next = node.nextSibling; main.append(document.adoptNode(node)); node = next; }
        history.replaceState(null, "", address);
        document.title = page.title;
      } catch (error) {
        if (error.name !== "AbortError") console.warn(error);
      }
    }, 250);
  });
}

// Files can be dropped anywhere on the page that adds articles.
const add = document.querySelector("form.add");
if (add) {
  const files = add.querySelector("input[type=file]");
  const progress = add.querySelector("[data-progress]");
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) { files.files = event.dataTransfer.files; add.requestSubmit(); }
  });
  add.addEventListener("submit", () => {
    progress.textContent = "Reading and indexing; this page shows what came of it.";
    add.querySelector("button").disabled = true;
  });
  // Whoever comes back to the page finds it as it was.
  window.addEventListener("pageshow", () => {
    progress.textContent = "";
    add.querySelector("button").disabled = false;
  });
}
