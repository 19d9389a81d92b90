// Builds the elements that ui/prose.py describes. Every string becomes a text node.

const ATTRIBUTES = /^(lang|title|role|scope|colspan|open|aria-[a-z]+)$/;

function build(node, go) {
  if (typeof node === "string") return document.createTextNode(node);
  const element = document.createElement(node.tag);
  if (node.look) element.className = node.look;
  for (const [name, value] of Object.entries(node.attributes)) {
    if (ATTRIBUTES.test(name)) element.setAttribute(name, value);
    if (name === "style-width") element.style.width = `${Number(value)}%`;
    if (name === "style-left") element.style.left = `${Number(value)}%`;
    if (name === "go") {
      // A real link, so that it can be copied or opened in a tab; a plain click stays in this
      // session, which alone holds the texts that a visitor brought.
      element.setAttribute("href", value);
      element.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        go(value);
      });
    }
  }
  element.append(...node.children.map((child) => build(child, go)));
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".prose");
  const said = JSON.stringify(data);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  const focused = root.querySelector("a:focus")?.getAttribute("href");
  root.replaceChildren(build(data, (query) => setTriggerValue("go", query)));
  // Whoever went to a link by key goes on from there.
  if (focused) root.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  root.querySelector(".goal")?.scrollIntoView({ block: "center" });
  root.querySelector(".near")?.scrollIntoView({ block: "nearest" });
}
