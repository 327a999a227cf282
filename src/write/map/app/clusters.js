// Events on the map that would cover each other are drawn as one donut of their types; events of one place fan out.

/** How near, in pixels, events are drawn as one; wider where there are so many that rings would cover each other. */
const CLUSTER_REACH = 26;
const CROWD_REACH = 44;
const CROWD = 400;
const FAN_LIMIT = 48;

/** Groups events by nearness on the screen at a scale; in order, so the same view gives the same groups. */
function clusterEvents(events, scale) {
  const reach = events.length > CROWD ? CROWD_REACH : CLUSTER_REACH;
  const cell = reach / scale, grid = new Map(), groups = [];
  const key = (column, row) => column * 8388608 + row;
  for (const event of events) {
    const column = Math.floor(event.x / cell), row = Math.floor(event.y / cell);
    let best = null, nearest = cell;
    for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) {
      for (const group of grid.get(key(column + dx, row + dy)) || []) {
        const away = Math.hypot(group.seedX - event.x, group.seedY - event.y);
        if (away < nearest) { nearest = away; best = group; }
      }
    }
    if (best) {
      best.events.push(event);
      continue;
    }
    const group = { seedX: event.x, seedY: event.y, events: [event] };
    groups.push(group);
    const slot = key(column, row);
    if (grid.has(slot)) grid.get(slot).push(group);
    else grid.set(slot, [group]);
  }
  for (const group of groups) {
    const count = group.events.length;
    group.x = group.events.reduce((sum, event) => sum + event.x, 0) / count;
    group.y = group.events.reduce((sum, event) => sum + event.y, 0) / count;
    group.spread = count === 1 ? 0 : Math.max(...group.events.slice(0, 2000).map((event) => Math.hypot(event.x - group.x, event.y - group.y)));
  }
  return groups;
}

/** Where the members of a fanned group stand around it, in pixels: a ring while it is small, then a spiral. */
function fanOffsets(count) {
  const offsets = [];
  if (count <= 9) {
    const radius = Math.max(38, (count * 30) / (2 * Math.PI));
    for (let at = 0; at < count; at++) {
      const angle = -Math.PI / 2 + (2 * Math.PI * at) / count;
      offsets.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
    return offsets;
  }
  let angle = 0;
  for (let at = 0; at < count; at++) {
    const radius = 34 + 4.6 * angle;
    offsets.push([radius * Math.cos(angle - Math.PI / 2), radius * Math.sin(angle - Math.PI / 2)]);
    angle += 30 / radius;
  }
  return offsets;
}

const donutRadius = (count) => (count < 10 ? 13 : count < 100 ? 16 : count < 1000 ? 19 : 22);

/** The donut of a group: full colour for what is exact, a thin ring of it for what is near. */
function drawDonut(context, group, x, y) {
  const counts = new Map();
  for (const event of group.events) {
    const key = event.type * 2 + (event.precision === "exact" ? 0 : 1);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  const total = group.events.length, outer = donutRadius(total), inner = outer - 6;
  context.beginPath();
  context.arc(x, y, outer + 1.5, 0, 2 * Math.PI);
  context.fillStyle = "#fff";
  context.fill();
  let angle = -Math.PI / 2;
  for (const key of [...counts.keys()].sort((a, b) => a - b)) {
    const next = angle + (2 * Math.PI * counts.get(key)) / total, colour = EVENT_TYPES[key >> 1].colour;
    context.beginPath();
    context.arc(x, y, outer, angle, next);
    context.arc(x, y, inner, next, angle, true);
    context.closePath();
    if (key % 2 === 0) {
      context.fillStyle = colour;
      context.fill();
    } else {
      context.beginPath();
      context.arc(x, y, outer - 1.2, angle, next);
      context.lineWidth = 2.4;
      context.strokeStyle = colour;
      context.stroke();
    }
    angle = next;
  }
  context.lineWidth = 1;
  context.strokeStyle = INK;
  for (const radius of [outer + 0.5, inner]) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.globalAlpha = radius === inner ? 0.35 : 0.9;
    context.stroke();
  }
  context.globalAlpha = 1;
  context.fillStyle = INK;
  context.font = `600 ${total < 1000 ? 11 : 10}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(total < 10000 ? String(total) : Math.round(total / 1000) + "k", x, y + 0.5);
}

/** The donut as a bitmap, kept with its group. */
function donutSprite(group, density) {
  if (group.sprite && group.spriteDensity === density) return group.sprite;
  const size = (donutRadius(group.events.length) + 3) * 2, canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(size * density);
  const context = canvas.getContext("2d");
  context.scale(density, density);
  drawDonut(context, group, size / 2, size / 2);
  group.spriteSize = canvas.width / density;
  group.spriteDensity = density;
  return (group.sprite = canvas);
}
