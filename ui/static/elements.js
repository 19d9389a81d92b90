// The side-by-side reader. Plain JavaScript, no build step. Every string that comes from a
// statement is set as text; nothing is ever parsed as HTML. ui/components/side_by_side.py joins the parts:
// elements.js, notes.js, card.js, lines.js, reader.js.

const SIDES = ["left", "right"];
const other = (side) => (side === "left" ? "right" : "left");
const SVG = "http://www.w3.org/2000/svg";

function make(name, look, ...children) {
  const element = document.createElement(name);
  if (look) element.className = look;
  element.append(...children);
  return element;
}

const css = (status) => status.replace("_", "-");
