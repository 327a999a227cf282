// The panel of one event: the words it came from, who says so, where and why there, and how sure that is.

const ROLE_NAMES = { trigger: "what happened", actor1: "who acts", actor2: "who is acted on", place: "where", date: "when", number: "how many", control: "who holds", attribution: "who says so" };

const ROLE_FIELDS = { trigger_span: "trigger", actor1_span: "actor1", actor2_span: "actor2", date_span: "date", attribution_span: "attribution", control_span: "control", fatalities_span: "number", injured_span: "number", stated_distance_span: "number" };

/** A span as [start, end]: given so, or as "12-20"; null where it is none. */
function spanOf(value) {
  const pair = typeof value === "string" ? value.split("-").map(Number) : value;
  return Array.isArray(pair) && pair.length === 2 && pair.every(Number.isInteger) ? pair : null;
}

/** The marks of each evidence sentence: given with the row, or found from the spans that lie in the sentence. */
function marksOf(row, evidence) {
  if (Array.isArray(row.marks)) return row.marks;
  const found = Object.entries(ROLE_FIELDS).map(([field, role]) => [spanOf(row[field]), role]);
  const places = typeof row.location_spans === "string" ? row.location_spans.split("; ") : row.location_spans || [];
  for (const span of places) found.push([spanOf(span), "place"]);
  return evidence.map((part) => {
    const sentence = spanOf(part?.span);
    if (!sentence) return [];
    return found.filter(([span]) => span && span[0] >= sentence[0] && span[1] <= sentence[1]).map(([span, role]) => [span[0] - sentence[0], span[1] - sentence[0], role]);
  });
}

/** A link that leaves the page only over http or https; anything else stays plain text. */
function safeLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    url = null;
  }
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return element("span", { dir: "auto" }, text);
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** A sentence with its words marked. Marks are [start, end, role] in characters (code points), overlaps are dropped. */
function markedSentence(text, marks) {
  const characters = Array.from(text || ""), quote = element("blockquote", { dir: "auto" });
  let at = 0;
  const sorted = [...(marks || [])].filter((mark) => Array.isArray(mark) && mark[0] < mark[1]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const [start, end, role] of sorted) {
    if (start < at || end > characters.length) continue;
    if (start > at) quote.append(characters.slice(at, start).join(""));
    const known = Object.hasOwn(ROLE_NAMES, role) ? role : "other";
    quote.append(element("mark", { class: "role-" + known, title: ROLE_NAMES[known] || role }, characters.slice(start, end).join("")));
    at = end;
  }
  quote.append(characters.slice(at).join(""));
  return quote;
}

const fact = (name, ...value) => (value.flat(Infinity).every((part) => part === null || part === undefined || part === "" || part === false) ? [] : [element("dt", {}, name), element("dd", { dir: "auto" }, value)]);
const kmText = (km) => `${Number(km).toLocaleString("en", { maximumFractionDigits: Number(km) < 10 ? 1 : 0 })} km`;
const quoted = (text) => (text ? `“${text}”` : "");

function basisText(row) {
  const name = row.location_name || "the place", said = row.location_text ? ` (${quoted(row.location_text)})` : "";
  const texts = {
    named: `The report names ${name}${said}.`,
    near: `The report says near ${name}: drawn at ${name}, as near.`,
    distance: "Computed from the distance and direction the report states.",
    direction: `The report gives a direction from ${name}, no distance.`,
    road: `Somewhere on a road the report names: drawn at its middle.`,
    between: "Between two places the report names: drawn halfway.",
    border: "On a border the report names: the exact stretch is not known.",
    area: `Only the area is known: ${name}.`,
    coordinates: "The coordinates are written in the report or table.",
    inherited: "The sentence names no place; it follows from the sentences around it.",
  };
  return texts[row.location_basis] || "";
}

function stateDistance(row) {
  if (number(row.stated_distance_km) === null) return null;
  const stated = `The report says ${kmText(row.stated_distance_km)}` + (row.stated_distance_text ? ` (${quoted(row.stated_distance_text)})` : "");
  const ends = ["from", "to"].map((end) => row["stated_distance_" + end] ?? row[`stated_distance_${end}_name`]).filter(Boolean).join(" to ");
  const computed = number(row.stated_distance_computed_km) === null ? "" : `; measured ${kmText(row.stated_distance_computed_km)}${ends ? ", " + ends : ""}`;
  const agrees = row.stated_distance_agrees;
  const verdict = agrees === true || agrees === "true" ? element("em", { class: "agrees" }, "agrees") : agrees === false || agrees === "false" ? element("em", { class: "differs" }, "does not agree") : null;
  return [stated + computed + ". ", verdict];
}

function countText(row, name) {
  const best = number(row[name + "_best"]);
  if (best === null) return null;
  const low = number(row[name + "_low"]), high = number(row[name + "_high"]);
  const range = low !== null && high !== null && low !== high ? ` (${low} to ${high})` : "";
  return `${best.toLocaleString("en")}${range}` + (row[name + "_text"] ? `, from ${quoted(row[name + "_text"])}` : "");
}

function confidenceBar(value) {
  const share = number(value);
  if (share === null) return null;
  const bar = element("span", { class: "meter", "aria-hidden": "true" }, element("span", {}));
  bar.firstElementChild.style.width = Math.round(clamp(share, 0, 1) * 100) + "%";
  return [bar, `${Math.round(share * 100)} %`];
}

function listText(value, one) {
  if (Array.isArray(value)) return value.map(one).filter(Boolean).join("; ");
  return typeof value === "string" ? value : "";
}

function makePanel(state, actions) {
  const panel = byId("panel"), list = byId("list-view");
  const open = (...children) => {
    panel.replaceChildren(...children.flat().filter(Boolean));
    panel.hidden = false;
    list.inert = !narrow();
    document.body.classList.add("panel-open");
    panel.scrollTop = 0;
  };
  const close = () => {
    panel.hidden = true;
    list.inert = false;
    document.body.classList.remove("panel-open");
  };
  const header = (...parts) => element("div", { class: "panel-bar" }, element("button", { type: "button", class: "back", on: { click: () => actions.back() } }, "‹ All events"), parts);

  const showEvent = (event) => {
    const { row } = event, type = EVENT_TYPES[event.type], status = STATUSES[STATUS_INDEX.get(event.status)];
    const evidence = Array.isArray(row.evidence) ? row.evidence : row.evidence ? String(row.evidence).split("; ").map((text) => ({ text })) : [];
    const marks = marksOf(row, evidence);
    const roles = [...new Set(marks.flat().map((mark) => Array.isArray(mark) && mark[2]).filter((role) => Object.hasOwn(ROLE_NAMES, role)))];
    const actor = (name) => {
      const label = row[name + "_name"] || row[name + "_text"];
      if (!label) return null;
      const said = row[name + "_text"] && row[name + "_text"] !== label ? ` (${quoted(row[name + "_text"])})` : "";
      return [label + said, row[name + "_inter"] ? element("small", {}, " " + row[name + "_inter"]) : null];
    };
    const control = row.control_holder_name || row.control_status;
    const siblings = state.events.filter((other) => other !== event && row.report && other.row.report === row.report).slice(0, 12);
    const alternatives = Array.isArray(row.location_alternatives) ? row.location_alternatives : [];
    open(
      header(element("span", { class: "spacer" }),
        element("button", { type: "button", "aria-label": "Previous event", on: { click: () => actions.step(-1) } }, "▴"),
        element("button", { type: "button", "aria-label": "Next event", on: { click: () => actions.step(1) } }, "▾"),
        element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => actions.back() } }, "×")),
      element("div", { class: "panel-head" },
        element("span", { class: "icon large" }, markIcon(event.type, event.precision, event.status)),
        element("h2", {}, event.headline),
        element("p", { class: "kicker" }, row.event_type || type.label, element("em", { class: "status " + event.status, title: status.says }, status.label))),
      element("p", { class: "lead" }, element("strong", { dir: "auto" }, whereText(row)), row.location_country && row.location_country !== row.location_name ? element("span", {}, ", " + row.location_country) : null, element("br"), element("span", {}, dateText(event)), row.date_text && event.day !== null ? element("small", {}, ` from ${quoted(row.date_text)}`) : null),
      element("p", { class: "precision " + event.precision }, PRECISIONS[event.precision], number(row.location_radius_km) ? `, within about ${kmText(row.location_radius_km)}` : ""),
      evidence.length ? element("section", {}, element("h3", {}, "In the report"), evidence.map((part, index) => markedSentence(typeof part === "string" ? part : part.text, marks[index])), roles.length ? element("p", { class: "roles" }, roles.map((role) => element("mark", { class: "role-" + role }, ROLE_NAMES[role]))) : null) : null,
      element("dl", {},
        fact("Who says so", row.attribution_name || row.attribution_text || element("span", { class: "muted" }, "The report itself; no one is named")),
        fact("Published", row.title ? element("span", { class: "report-title", dir: "auto" }, row.title) : null, row.title ? element("br") : null, [row.source, row.published && dayOf(row.published) !== null ? shortDate(dayOf(row.published)) : row.published].filter(Boolean).join(", "), row.url ? [element("br"), safeLink(row.url, "Open the report")] : null),
        fact("Actors", actor("actor1"), actor("actor1") && actor("actor2") ? element("br") : null, actor("actor2")),
        fact("With", [...new Set([listText(row.assoc_actor_1, (a) => a.name || a.text || a), listText(row.assoc_actor_2, (a) => a.name || a.text || a)].filter(Boolean))].join("; ")),
        fact("Deaths, as stated", countText(row, "fatalities")),
        fact("Injured, as stated", countText(row, "injured")),
        fact("Matériel", listText(row.materiel, (item) => [item.count, item.item, item.side ? `(${item.side})` : ""].filter(Boolean).join(" "))),
        control ? fact("Control", element("span", { class: "control-tag" }, [words(row.control_status), row.control_holder_name].filter(Boolean).join(": ")), element("small", {}, " " + (row.control_basis === "areas" ? `from the control file${row.control_source ? ", " + row.control_source : ""}` : row.control_basis === "text" ? "the report says so" : ""), row.control_since ? `, since ${row.control_since}` : "")) : [],
      ),
      element("section", { class: "why" }, element("h3", {}, event.placeless ? "Why it has no place" : "Why here"),
        element("p", {}, event.placeless ? "No place of the report could be tied to this event; it is kept and counted." : basisText(row)),
        stateDistance(row) ? element("p", {}, stateDistance(row)) : null,
        element("dl", {},
          fact("Confidence", confidenceBar(row.confidence)),
          fact("Place match", confidenceBar(row.location_confidence)),
          fact("Coordinates", !event.onMap ? "" : `${event.lat.toFixed(4)}, ${event.lon.toFixed(4)}`),
          fact("Nearest city", row.nearest_city ? `${row.nearest_city}${number(row.nearest_city_km) !== null ? ", " + kmText(row.nearest_city_km) : ""}` : ""),
          fact("Reviewed by", row.reviewed_by || element("span", { class: "muted" }, "no one yet"))),
        alternatives.length ? [element("h4", {}, "Other places of that name considered"), element("ol", { class: "alternatives" }, alternatives.slice(0, 6).map((other) => element("li", {}, element("span", { dir: "auto" }, other.name || String(other)), number(other.lat) !== null ? element("small", {}, ` ${Number(other.lat).toFixed(2)}, ${Number(other.lon).toFixed(2)}` + (event.lat !== null ? `, ${kmText(sphereKm(event.lat, event.lon, other.lat, other.lon))} away` : "")) : null, number(other.score) !== null ? element("small", {}, ` · ${Number(other.score).toFixed(2)}`) : null)))] : null),
      siblings.length ? element("section", {}, element("h3", {}, "From the same report"), element("div", { class: "siblings" }, siblings.map(eventButton))) : null,
      element("p", { class: "identity" }, "Event ", element("code", {}, event.id), ` · ${CAUTION}`),
    );
  };

  const eventButton = (event) => element("button", { type: "button", class: "sibling", on: { click: () => actions.choose(event) } }, element("span", { class: "icon" }, markIcon(event.type, event.precision, event.status)), element("span", { dir: "auto" }, element("b", {}, event.headline), " ", whereText(event.row), element("small", {}, " " + dateText(event))));

  const showGroup = (events, name, precision) => open(
    header(element("span", { class: "spacer" }), element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => actions.back() } }, "×")),
    element("div", { class: "panel-head group" }, element("h2", { dir: "auto" }, name), element("p", { class: "kicker" }, plural(events.length, "event"), precision && precision !== "none" ? ` · ${PRECISIONS[precision]}` : "")),
    element("div", { class: "siblings" }, events.slice(0, 300).map(eventButton)),
    events.length > 300 ? element("p", { class: "muted" }, `The first 300 of ${events.length.toLocaleString("en")}; search or filter to see others.`) : null,
  );
  return { showEvent, showGroup, close, focus: () => panel.focus({ preventScroll: true }) };
}
