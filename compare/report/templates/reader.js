"use strict";
// Two texts side by side: pointing at a passage, or moving to its mark with the keyboard,
// lights up the passages it is linked to and says why. Text enters the page as text only.
for (const reader of document.querySelectorAll(".reader")) {
  const card = reader.querySelector(".card");
  const hint = [...card.childNodes];
  const columns = [...reader.querySelectorAll(".text")].map(
    (column) => [...column.querySelectorAll(".cue")]
  );
  let pinned = null;

  const said = (key) => reader.getAttribute("data-say-" + key).trim();
  const words = (id) => document.getElementById(id);

  function row(label, node, kind) {
    const line = document.createElement("p");
    if (kind) line.className = kind;
    if (label) line.append(label, /[\x00-\x7f]$/.test(label) ? " " : "");
    line.append(node);
    return line;
  }

  function quote(id, label) {
    const passage = words(id);
    const link = document.createElement("a");
    link.href = "#" + id;
    link.textContent = label.trim();
    const text = document.createElement("q");
    text.lang = passage.closest(".text").lang;
    text.textContent = passage.textContent;
    const line = document.createElement("p");
    line.append(link, " ", text);
    return line;
  }

  function show(passage) {
    for (const marked of reader.querySelectorAll(".here, .linked, .near")) {
      marked.classList.remove("here", "linked", "near");
    }
    if (!passage) {
      card.replaceChildren(...hint);
      return;
    }
    const data = passage.dataset;
    const links = data.links ? data.links.split(" ") : [];
    passage.classList.add("here");
    for (const id of links) words(id).classList.add("linked");
    const head = document.createElement("span");
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.textContent = passage.querySelector(".cue").dataset.mark;
    head.append(mark, " " + data.word);
    const lines = [row("", head, "head " + data.status)];
    if (data.sure) lines.push(row("", data.sure, "quiet"));
    if (data.reason) lines.push(row(said("why"), data.reason));
    if (data.speaker) lines.push(row(said("speaker"), data.speaker));
    if (data.topics) lines.push(row(said("topics"), data.topics));
    const column = passage.closest(".text").dataset;
    for (const id of links) lines.push(quote(id, column.sayLinked));
    if (data.near && !links.includes(data.near)) {
      words(data.near).classList.add("near");
      lines.push(quote(data.near, column.sayNear));
    }
    card.replaceChildren(...lines);
    card.scrollTop = 0;
  }

  function pin(passage) {
    for (const cue of reader.querySelectorAll("[aria-pressed=true]")) {
      cue.setAttribute("aria-pressed", "false");
    }
    pinned = passage;
    if (passage) passage.querySelector(".cue").setAttribute("aria-pressed", "true");
    show(passage);
  }

  // One stop of the tab key a column; arrows move on from there.
  for (const cues of columns) {
    cues.forEach((cue, index) => {
      cue.tabIndex = index === 0 ? 0 : -1;
      cue.setAttribute("aria-pressed", "false");
      cue.addEventListener("keydown", (event) => {
        let next = null;
        if (event.key === "ArrowDown") next = cues[index + 1];
        else if (event.key === "ArrowUp") next = cues[index - 1];
        else if (event.key === "Home") next = cues[0];
        else if (event.key === "End") next = cues[cues.length - 1];
        else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
          const data = cue.closest(".segment").dataset;
          const id = (data.links || "").split(" ")[0] || data.near;
          if (id) next = words(id).querySelector(".cue");
        } else return;
        event.preventDefault();
        if (next) next.focus();
      });
      cue.addEventListener("focus", () => {
        for (const one of cues) one.tabIndex = -1;
        cue.tabIndex = 0;
        show(cue.closest(".segment"));
      });
      cue.addEventListener("blur", () => show(pinned));
    });
  }

  reader.addEventListener("pointerover", (event) => {
    const passage = event.target.closest(".segment");
    if (passage && !pinned) show(passage);
  });
  reader.querySelector(".columns").addEventListener("pointerleave", () => show(pinned));
  reader.addEventListener("click", (event) => {
    const passage = event.target.closest(".segment");
    if (passage && !String(getSelection())) pin(passage === pinned ? null : passage);
  });
  reader.addEventListener("keydown", (event) => {
    if (event.key === "Escape") pin(null);
  });
  const follow = () => {
    const passage = location.hash && words(decodeURIComponent(location.hash.slice(1)));
    if (passage && reader.contains(passage) && passage.matches(".segment")) pin(passage);
  };
  addEventListener("hashchange", follow);
  follow();
}
