// How types, statuses and precision look. Colours are Okabe and Ito's, told apart with any colour vision; each type
// also has its own shape, so the map reads in grey. Size carries nothing: deaths are never drawn.

/** Shapes as SVG path data around 0,0 within a circle of radius 8; canvas and page draw the same data. */
const SHAPES = {
  diamond: "M0-8 8 0 0 8-8 0Z",
  burst: "M0-8.5 2-4.2 6-6 4.2-2 8.5 0 4.2 2 6 6 2 4.2 0 8.5-2 4.2-6 6-4.2 2-8.5 0-4.2-2-6-6-2-4.2Z",
  triangle: "M0-7.8 7.6 5.8-7.6 5.8Z",
  circle: "M-7 0A7 7 0 1 1 7 0 7 7 0 1 1-7 0Z",
  wedge: "M0 7.8-7.6-5.8 7.6-5.8Z",
  square: "M-6.2-6.2H6.2V6.2H-6.2Z",
  hexagon: "M-4-7H4L8 0 4 7H-4L-8 0Z",
  cross: "M-2.6-7.4H2.6V-2.6H7.4V2.6H2.6V7.4H-2.6V2.6H-7.4V-2.6H-2.6Z",
};

const EVENT_TYPES = [
  { key: "Battles", label: "Battles", colour: "#d55e00", shape: "diamond" },
  { key: "Explosions/Remote violence", label: "Explosions, remote violence", colour: "#e69f00", shape: "burst" },
  { key: "Violence against civilians", label: "Violence against civilians", colour: "#cc79a7", shape: "triangle" },
  { key: "Protests", label: "Protests", colour: "#009e73", shape: "circle" },
  { key: "Riots", label: "Riots", colour: "#f0e442", shape: "wedge" },
  { key: "Strategic developments", label: "Strategic developments", colour: "#0072b2", shape: "square" },
  { key: "control", label: "Control and siege", colour: "#3b3f45", shape: "hexagon" },
  { key: "other", label: "Other statements", colour: "#56b4e9", shape: "cross" },
];
const TYPE_INDEX = new Map(EVENT_TYPES.map((type, index) => [type.key, index]));
const CONTROL_KINDS = new Set(["control", "siege", "blockade", "encirclement", "ceasefire-line"]);

/** The type of an event row; rows without an ACLED type fall into control or other. */
function typeOf(row) {
  const known = TYPE_INDEX.get(row.event_type);
  if (known !== undefined) return known;
  return TYPE_INDEX.get(CONTROL_KINDS.has(row.kind) || row.control_status ? "control" : "other");
}

const STATUSES = [
  { key: "reported", label: "Reported", says: "said to have happened", badge: "" },
  { key: "ongoing", label: "Ongoing", says: "said to go on", badge: "ring" },
  { key: "claimed", label: "Claimed", says: "a party’s own claim", badge: "?" },
  { key: "expected", label: "Expected", says: "announced or expected", badge: "›" },
  { key: "denied", label: "Denied", says: "said not to have happened", badge: "×" },
  { key: "background", label: "Background", says: "earlier history", badge: "faint" },
];
const STATUS_INDEX = new Map(STATUSES.map((status, index) => [status.key, index]));
const DEFAULT_STATUSES = ["reported", "ongoing"];

const PRECISIONS = {
  exact: "Exact: a named place",
  near: "Near: somewhere around here",
  area: "Area: only the province or region is known",
  wide: "Country or wider: listed, not drawn",
  none: "No place",
};

const INK = "#25292e";
const MARK_SIZE = 30;
const spriteCache = new Map();
const pathCache = new Map();

function shapePath(name) {
  if (!pathCache.has(name)) pathCache.set(name, new Path2D(SHAPES[name]));
  return pathCache.get(name);
}

/** Draws one mark around 0,0: solid when exact, hollow otherwise; the status adds its own sign. */
function drawMark(context, typeIndex, precision, statusKey) {
  const type = EVENT_TYPES[typeIndex], shape = shapePath(type.shape);
  const badge = STATUSES[STATUS_INDEX.get(statusKey) ?? 0].badge;
  context.save();
  if (badge === "faint") context.globalAlpha = 0.5;
  context.lineJoin = "round";
  if (badge === "ring") {
    context.beginPath();
    context.arc(0, 0, 11.5, 0, 2 * Math.PI);
    context.fillStyle = "rgba(255,255,255,.75)";
    context.fill();
    context.lineWidth = 1.6;
    context.strokeStyle = INK;
    context.stroke();
  }
  if (precision === "exact") {
    context.lineWidth = 3.4;
    context.strokeStyle = "#fff";
    context.stroke(shape);
    context.fillStyle = type.colour;
    context.fill(shape);
    context.lineWidth = 1.1;
    context.strokeStyle = INK;
    context.stroke(shape);
  } else {
    context.fillStyle = "rgba(255,255,255,.86)";
    context.fill(shape);
    context.lineWidth = 4.2;
    context.strokeStyle = INK;
    context.stroke(shape);
    context.lineWidth = 2.6;
    context.strokeStyle = type.colour;
    context.stroke(shape);
  }
  if (badge === "?" || badge === "›") {
    context.beginPath();
    context.arc(8, -7.5, 6, 0, 2 * Math.PI);
    context.fillStyle = "#fff";
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = INK;
    context.stroke();
    context.fillStyle = INK;
    context.font = "700 10px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(badge === "?" ? "?" : "›", 8, badge === "?" ? -7 : -8.5);
  }
  if (badge === "×") {
    for (const [width, colour] of [[5, "#fff"], [2.4, INK]]) {
      context.beginPath();
      context.moveTo(-9, 9);
      context.lineTo(9, -9);
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  }
  context.restore();
}

/** A mark as a bitmap at the screen's density, made once a look. */
function markSprite(typeIndex, precision, statusKey, density) {
  const key = typeIndex + precision + statusKey + density;
  if (!spriteCache.has(key)) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = MARK_SIZE * density;
    const context = canvas.getContext("2d");
    if (context) {
      context.scale(density, density);
      context.translate(MARK_SIZE / 2, MARK_SIZE / 2);
      drawMark(context, typeIndex, precision, statusKey);
    }
    spriteCache.set(key, canvas);
  }
  return spriteCache.get(key);
}

/** The same mark for the page: an SVG icon for list, legend and panel. */
function markIcon(typeIndex, precision = "exact", statusKey = "reported") {
  const type = EVENT_TYPES[typeIndex], badge = STATUSES[STATUS_INDEX.get(statusKey) ?? 0].badge;
  const icon = svgElement("svg", { viewBox: "-15 -15 30 30", class: "mark" + (badge === "faint" ? " faint" : ""), "aria-hidden": "true" });
  if (badge === "ring") icon.append(svgElement("circle", { r: 11.5, fill: "#fff", stroke: INK, "stroke-width": 1.6 }));
  if (precision === "exact") icon.append(svgElement("path", { d: SHAPES[type.shape], fill: type.colour, stroke: INK, "stroke-width": 1.1 }));
  else if (precision === "near") {
    icon.append(svgElement("path", { d: SHAPES[type.shape], fill: "#fff", stroke: INK, "stroke-width": 4.2 }), svgElement("path", { d: SHAPES[type.shape], fill: "none", stroke: type.colour, "stroke-width": 2.6 }));
  } else icon.append(svgElement("path", { d: SHAPES[type.shape], fill: "none", stroke: type.colour, "stroke-width": 2, "stroke-dasharray": "3 2" }));
  if (badge === "?" || badge === "›") {
    const sign = svgElement("text", { x: 8, y: -4, "text-anchor": "middle", "font-size": 10, "font-weight": 700, fill: INK });
    sign.textContent = badge;
    icon.append(svgElement("circle", { cx: 8, cy: -7.5, r: 6, fill: "#fff", stroke: INK, "stroke-width": 1.2 }), sign);
  }
  if (badge === "×") icon.append(svgElement("path", { d: "M-9 9 9-9", stroke: INK, "stroke-width": 2.4 }));
  return icon;
}
