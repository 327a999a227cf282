"use strict";
// The map of a situation: everything below draws one page from the JSON blocks of the same file.
//
// Why an own renderer on Canvas 2D and not an inlined maplibre-gl:
// * it opens anywhere: no WebGL (which remote desktops, old office machines and software rendering lack or do badly),
//   no worker from a blob: URL, so the content security policy stays at default-src 'none' plus two hashes;
// * the browser itself shapes and orders Arabic and Hebrew labels, where maplibre needs a plugin and glyph files;
// * it weighs about 100 KB where maplibre alone is 1 MB, so the base map can be finer and the file still small;
// * what the map must show is not in a tile renderer anyway: hollow marks, donuts of types, fans, outlines, trays.
// The price: no rotation, no pitch, no vector tiles. A situation map needs none of them.
//
// The files of this folder are joined in the order of template.rs into one function scope: a name defined in one is
// seen by those after it. Words of a report reach the page through textContent and fillText alone.
(() => {

/** Reads one JSON block of the page; null where it is empty. */
function readBlock(name) {
  const text = document.getElementById("data-" + name).textContent.trim();
  return text === "" ? null : JSON.parse(text);
}

/** The element with this id. */
const byId = (id) => document.getElementById(id);

/** A new element with properties and children; strings become text, never markup. */
function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "on") for (const [type, listener] of Object.entries(value)) made.addEventListener(type, listener);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A new SVG element, as `element`. */
function svgElement(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
/** True in the layout for phones, as in the style sheet. */
const narrow = () => matchMedia("(max-width: 720px)").matches;
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const plural = (count, one, many) => count.toLocaleString("en") + " " + (count === 1 ? one : many || one + "s");
