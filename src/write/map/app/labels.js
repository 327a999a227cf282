// Names on the base map: countries, then places by rank, none over another. The browser shapes every script itself.

/** Place rows are [name, lat, lon, rank, kind]; rank is the smallest zoom at which the name may show. */
function prepareLabels(rows, events) {
  const places = (rows || []).map(([name, lat, lon, rank, kind]) => ({ name, lat, lon, x: worldX(lon), y: worldY(lat), rank, kind: kind || "town", own: false }));
  const known = new Map(places.map((place) => [place.name + "|" + Math.round(place.lat * 10) + "|" + Math.round(place.lon * 10), place]));
  const seen = new Set();
  for (const event of events) {
    const name = event.row.location_name;
    if (event.precision !== "exact" || !name) continue;
    const key = name + "|" + Math.round(event.lat * 10) + "|" + Math.round(event.lon * 10);
    if (seen.has(key)) continue;
    seen.add(key);
    const place = known.get(key);
    if (place) place.own = true;
    else if (seen.size <= 400) places.push({ name, lat: event.lat, lon: event.lon, x: event.x, y: event.y, rank: 7.5, kind: "event", own: true });
  }
  return places.sort((a, b) => a.rank - b.rank || Number(b.own) - Number(a.own));
}

/** Draws the names that fit into a frame. */
function drawLabels(context, labels, countries, frame) {
  const taken = [];
  const free = (box) => taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
  const place = (text, x, y, align, size) => {
    const width = context.measureText(text).width, left = align === "center" ? x - width / 2 : x + 5;
    const box = [left - 3, y - size * 0.7, left + width + 3, y + size * 0.7];
    if (!free(box)) return false;
    taken.push(box);
    context.strokeText(text, left, y);
    context.fillText(text, left, y);
    return true;
  };
  const across = (x) => frame.copies.map((shift) => x + shift).filter((shifted) => shifted >= frame.west && shifted <= frame.east);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = COLOURS.halo;
  context.lineWidth = 3;

  if (frame.zoom < 8) {
    const size = frame.zoom < 4 ? 11 : 13;
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.fillStyle = COLOURS.country;
    if ("letterSpacing" in context) context.letterSpacing = frame.zoom < 4 ? "1px" : "2px";
    for (const country of [...countries].sort((a, b) => b.size - a.size)) {
      if (Math.sqrt(country.size) * frame.scale < 34 || country.y < frame.north || country.y > frame.south) continue;
      for (const x of across(country.x)) place(country.name.toUpperCase(), (x - frame.west) * frame.scale, (country.y - frame.north) * frame.scale, "center", size);
    }
    if ("letterSpacing" in context) context.letterSpacing = "0px";
  }
  let drawn = 0;
  for (const label of labels) {
    if (label.rank > frame.zoom) break;
    if (label.kind === "country" || label.y < frame.north || label.y > frame.south) continue;
    const area = label.kind === "admin1" || label.kind === "region" || label.kind === "desert" || label.kind === "sea";
    const size = area ? 11 : label.rank <= 5 ? 12.5 : 11.5;
    context.font = `${area ? "italic 400" : label.rank <= 4 ? 600 : 400} ${size}px system-ui, sans-serif`;
    context.fillStyle = label.own ? "#3d3a35" : COLOURS.label;
    for (const shifted of across(label.x)) {
      const x = (shifted - frame.west) * frame.scale, y = (label.y - frame.north) * frame.scale;
      // A place that carries events has its mark on the point: its name keeps clear of it.
      if (!place(label.name, label.own ? x + 11 : x, y, area ? "center" : "left", size) || area) continue;
      context.beginPath();
      context.arc(x, y, 1.8, 0, 2 * Math.PI);
      context.fill();
      drawn++;
    }
    if (drawn > 400) break;
  }
}
