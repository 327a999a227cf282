// The rows of the events block, read once into the small records that filters and map work on.

const DAY = 86400000;
/** The day number of an ISO date or timestamp; null where it is none. */
function dayOf(text) {
  const parts = /^(-?\d{4,6})-(\d\d)-(\d\d)/.exec(text || "");
  if (!parts) return null;
  const time = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]);
  return Number.isFinite(time) ? Math.round(time / DAY) : null;
}
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const shortDate = (day) => new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const number = (value) => (value === null || value === undefined || value === "" || !Number.isFinite(Number(value)) ? null : Number(value));
const words = (kind) => (kind ? kind.charAt(0).toUpperCase() + kind.slice(1).replace(/[-_]/g, " ") : "");

/** Rows come flat (location_lat) or nested (location: {lat}); both read the same. */
function flatten(row) {
  const flat = {};
  for (const [key, value] of Object.entries(row)) {
    if (value && typeof value === "object" && !Array.isArray(value) && key !== "geometry" && !key.endsWith("_geometry")) {
      for (const [inner, part] of Object.entries(flatten(value))) flat[key + "_" + inner] = part;
    } else flat[key] = value;
  }
  return flat;
}

const NEAR_BASES = new Set(["near", "distance", "direction", "road", "between", "border", "inherited"]);

/** How precise a place is: what decides between a solid mark, a hollow one, an outline and the tray. */
function precisionOf(row, lat, lon) {
  if (row.location_level === "country") return "wide";
  if (lat === null || lon === null) return row.location_geometry ? "area" : row.location_name && row.location_level ? "wide" : "none";
  const radius = number(row.location_radius_km) ?? 0, geo = number(row.location_geo_precision ?? row.geo_precision), where = number(row.location_where_prec ?? row.where_prec);
  switch (row.location_level) {
    case "province": return NEAR_BASES.has(row.location_basis) && radius > 0 && radius <= 40 ? "near" : "area";
    case "water": return "area";
    case "district": return radius > 60 ? "area" : "near";
    case "site": case "town":
      if (radius > 60) return "area";
      return NEAR_BASES.has(row.location_basis) || row.location_basis === "area" || geo > 1 || where > 1 ? "near" : "exact";
  }
  if (where === 6) return "wide";
  if (geo === 3 || where >= 4) return "area";
  if (geo === 2 || where === 2 || where === 3) return "near";
  return geo === 1 || where === 1 || row.location_basis === "coordinates" || row.location_basis === "named" ? "exact" : "near";
}

function actorNames(row) {
  const found = new Map();
  const add = (id, name, text) => {
    const label = name || text;
    if (label) found.set(id || label, label);
  };
  add(row.actor1_id, row.actor1_name, row.actor1_text);
  add(row.actor2_id, row.actor2_name, row.actor2_text);
  for (const key of ["assoc_actor_1", "assoc_actor_2"]) {
    const list = row[key];
    if (Array.isArray(list)) list.forEach((actor) => (typeof actor === "string" ? add(null, actor) : add(actor.id, actor.name, actor.text)));
    else if (typeof list === "string" && list) list.split("; ").forEach((name) => add(null, name));
  }
  return found;
}

/** What the list calls an event. */
function headlineOf(row) {
  return row.sub_event_type && row.sub_event_type !== "Other" ? row.sub_event_type : words(row.kind) || row.event_type || "Event";
}

function readEvents(rows) {
  const actors = new Map();
  const events = rows.map((given, index) => {
    const row = flatten(given);
    const lat = number(row.location_lat), lon = number(row.location_lon);
    const placed = lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    const precision = precisionOf(row, placed ? lat : null, placed ? lon : null);
    const names = actorNames(row);
    for (const [key, name] of names) if (!actors.has(key)) actors.set(key, name);
    return {
      index, row, precision,
      id: String(row.id ?? index),
      type: typeOf(row),
      status: STATUS_INDEX.has(row.status) ? row.status : "reported",
      actors: [...names.keys()],
      day: dayOf(row.date) ?? dayOf(row.date_start),
      firstDay: dayOf(row.date_start) ?? dayOf(row.date),
      lastDay: dayOf(row.date_end) ?? dayOf(row.date),
      lat: placed ? lat : null,
      lon: placed ? lon : null,
      x: placed ? worldX(lon) : null,
      y: placed ? worldY(lat) : null,
      onMap: placed && (precision === "exact" || precision === "near"),
      placeless: precision === "none",
      headline: headlineOf(row),
      words: null,
    };
  });
  return { events, actors };
}

/** Everything of an event that the search box looks at; folded once, when first asked. */
function searchText(event) {
  if (event.words === null) {
    const row = event.row, evidence = Array.isArray(row.evidence) ? row.evidence.map((part) => part.text) : [row.evidence];
    event.words = [event.headline, row.title, row.source, row.kind, row.location_name, row.location_admin1, row.location_country, row.actor1_name, row.actor2_name, row.actor1_text, row.actor2_text, row.attribution_name, row.trigger_text, ...evidence]
      .filter(Boolean).join(" ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
  return event.words;
}
