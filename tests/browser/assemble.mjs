// Puts a map together from the template as `sitmap map` does, so that the page can be worked on without the rest.
// Usage as a module: assemble({meta, events, places, ...}) gives the HTML text.
import { createHash } from "node:crypto";
import { readFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, "../../src/write/map");
const read = (name) => readFileSync(join(template, name), "utf8");

/** The script, joined in the order that the Rust side names. */
export function script() {
  const files = [...read("template.rs").matchAll(/include_str!\("(app\/[a-z]+\.js)"\)/g)].map((found) => found[1]);
  return files.map(read).join("");
}

const hash = (text) => createHash("sha256").update(text).digest("base64");
const json = (value) => (value === null || value === undefined ? "" : JSON.stringify(value).replace(/</g, "\\u003c"));
const plain = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The base map: the project's own table; SITMAP_BASEMAP names another. */
export function basemap() {
  const path = process.env.SITMAP_BASEMAP || join(here, "../../data/tables/basemap.json");
  return existsSync(path) ? readFileSync(path, "utf8").replace(/</g, "\\u003c") : "";
}

export function disputed() {
  return JSON.parse(readFileSync(join(here, "../../data/disputed-lines.geojson"), "utf8"));
}

export function assemble({ meta, events, places, areas, control, lines, run }) {
  const style = read("style.css"), code = script();
  const parts = {
    script_sha256: hash(code), style_sha256: hash(style), generator: plain("sitmap " + (meta.version || "")), title: plain(meta.title || "Situation map"), style,
    meta: json(meta), basemap: basemap(), disputed: json(disputed()), places: json(places), areas: json(areas), control: json(control), lines: json(lines), events: json(events), run: json(run), script: code,
  };
  return read("page.html").replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!(name in parts)) throw new Error("no part for " + name);
    return parts[name];
  });
}
