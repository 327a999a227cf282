// The map's drawing loop: the base bitmap, then outlines, lines, marks, fan and selection over it.

const BASE_MARGIN = 220;
const ZOOM_REST_MS = 140;

function makeView(state, base, labels, areas) {
  const holder = byId("map"), canvas = byId("canvas");
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return null;
  const size = { width: 1, height: 1, density: 1 };
  /** How much of the map's lower edge the panel covers: on a phone it is a sheet over it. */
  size.covered = () => (narrow() && document.body.classList.contains("panel-open") ? Math.max(0, holder.getBoundingClientRect().bottom - byId("side").getBoundingClientRect().top) : 0);
  const view = { size, canvas, holder, items: [], groups: [], areas: [], fan: null, hovered: null, litArea: null, draws: 0 };
  const camera = (view.camera = makeCamera(size, () => view.redraw()));
  const cache = { canvas: document.createElement("canvas"), frame: null };
  let wanted = false, grouped = { events: null, step: null }, restTimer = 0;

  view.redraw = () => {
    if (wanted) return;
    wanted = true;
    requestAnimationFrame(() => {
      wanted = false;
      draw();
    });
  };

  view.resize = () => {
    const box = holder.getBoundingClientRect();
    const width = Math.max(1, Math.round(box.width)), height = Math.max(1, Math.round(box.height)), density = Math.min(2, window.devicePixelRatio || 1);
    if (width === size.width && height === size.height && density === size.density) return;
    Object.assign(size, { width, height, density });
    canvas.width = width * density;
    canvas.height = height * density;
    cache.frame = null;
    view.redraw();
  };

  const paintBase = () => {
    const frame = camera.frame(BASE_MARGIN);
    const width = Math.round((size.width + 2 * BASE_MARGIN) * size.density), height = Math.round((size.height + 2 * BASE_MARGIN) * size.density);
    if (cache.canvas.width !== width || cache.canvas.height !== height) Object.assign(cache.canvas, { width, height });
    const paint = cache.canvas.getContext("2d", { alpha: false });
    paint.setTransform(size.density, 0, 0, size.density, 0, 0);
    drawBasemap(paint, base, frame);
    drawLabels(paint, labels, base.countries, frame);
    cache.frame = frame;
  };

  const blitBase = (frame) => {
    const kept = cache.frame;
    const covers = kept && kept.west <= frame.west && kept.east >= frame.east && kept.north <= frame.north && kept.south >= frame.south;
    const sameZoom = kept && kept.zoom === frame.zoom;
    if (!kept || (sameZoom && !covers) || Math.abs(kept.zoom - frame.zoom) > 1.2) paintBase();
    else if (!sameZoom) {
      clearTimeout(restTimer);
      restTimer = setTimeout(() => {
        cache.frame = null;
        view.redraw();
      }, ZOOM_REST_MS);
      if (!covers) {
        context.fillStyle = COLOURS.water;
        context.fillRect(0, 0, size.width, size.height);
      }
    }
    const from = cache.frame, ratio = frame.scale / from.scale;
    // Whole device pixels while panning: a bitmap at half pixels is slow and blurred.
    const snap = (value) => (ratio === 1 ? Math.round(value * size.density) / size.density : value);
    context.drawImage(cache.canvas, snap((from.west - frame.west) * frame.scale), snap((from.north - frame.north) * frame.scale), (cache.canvas.width / size.density) * ratio, (cache.canvas.height / size.density) * ratio);
  };

  const regroup = () => {
    const step = Math.round(camera.zoom * 4);
    if (grouped.events === state.shown && grouped.step === step) return;
    if (grouped.events !== state.shown) view.areas = areaGroups(state.shown, areas);
    grouped = { events: state.shown, step };
    view.groups = clusterEvents(state.shown.filter((event) => event.onMap), TILE * 2 ** (step / 4));
    if (view.fan && !view.fan.events.every((event) => state.shown.includes(event))) view.fan = null;
  };

  /** Screen position of a world point, in the copy of the world nearest the centre. */
  view.toScreen = (x, y) => {
    const near = x - Math.round(x - camera.x);
    return [(near - camera.x) * camera.scale() + size.width / 2, (y - camera.y) * camera.scale() + size.height / 2];
  };
  view.toWorld = (px, py) => [camera.x + (px - size.width / 2) / camera.scale(), camera.y + (py - size.height / 2) / camera.scale()];

  const putMark = (event, x, y) => {
    const sprite = markSprite(event.type, event.precision, event.status, size.density);
    if (event === state.selected) {
      context.beginPath();
      context.arc(x, y, 15, 0, 2 * Math.PI);
      context.fillStyle = "rgba(255,255,255,.85)";
      context.fill();
      context.lineWidth = 3;
      context.strokeStyle = "#005a9c";
      context.stroke();
    }
    context.drawImage(sprite, Math.round(x - MARK_SIZE / 2), Math.round(y - MARK_SIZE / 2), MARK_SIZE, MARK_SIZE);
    view.items.push({ x, y, radius: 13, event, group: null });
  };

  const onScreen = (x, y) => x > -30 && y > -30 && x < size.width + 30 && y < size.height + 30;

  const drawFan = (group) => {
    const [x, y] = view.toScreen(group.x, group.y), members = group.events.slice(0, FAN_LIMIT), offsets = fanOffsets(members.length);
    if (!onScreen(x, y)) return;
    context.beginPath();
    for (const [dx, dy] of offsets) {
      context.moveTo(x, y);
      context.lineTo(x + dx, y + dy);
    }
    context.lineWidth = 1.2;
    context.strokeStyle = "rgba(37,41,46,.55)";
    context.stroke();
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fillStyle = INK;
    context.fill();
    members.forEach((event, at) => putMark(event, x + offsets[at][0], y + offsets[at][1]));
  };

  function draw() {
    view.draws++;
    context.setTransform(size.density, 0, 0, size.density, 0, 0);
    const frame = camera.frame();
    blitBase(frame);
    regroup();
    drawAreas(context, view.areas, frame, view.litArea || view.areas.find((group) => group.events.includes(state.selected)));
    const selected = state.selected;
    const lines = [];
    if (state.shown.length <= 300 && frame.zoom > 4) for (const event of state.shown) if (event !== selected && distanceLine(event)) lines.push(distanceLine(event));
    for (const line of lines) drawDistance(context, line, frame, false);
    if (selected) {
      drawRadius(context, selected, frame);
      if (selected.row.location_geometry) strokePaths(context, Object.values(geometryPaths(selected.row.location_geometry)).flat().filter((path) => path.points instanceof Float64Array), frame, "#005a9c", 2);
      if (distanceLine(selected)) drawDistance(context, distanceLine(selected), frame, true);
    }
    view.items = [];
    const fans = [];
    for (const group of view.groups) {
      const [x, y] = view.toScreen(group.x, group.y);
      if (!onScreen(x, y)) continue;
      if (group.events.length === 1) {
        putMark(group.events[0], x, y);
        continue;
      }
      const fanned = view.fan && group.events.includes(view.fan.events[0]) ? view.fan.open : group.events.includes(selected) && isOnePlace(group);
      const unfolded = camera.zoom >= 12 && group.events.length <= 12 && isOnePlace(group) && !(view.fan && !view.fan.open && group.events.includes(view.fan.events[0]));
      if (fanned || unfolded) {
        fans.push(group);
        continue;
      }
      const sprite = donutSprite(group, size.density);
      if (group.events.includes(selected)) {
        context.beginPath();
        context.arc(x, y, donutRadius(group.events.length) + 5, 0, 2 * Math.PI);
        context.lineWidth = 3;
        context.strokeStyle = "#005a9c";
        context.stroke();
      }
      context.drawImage(sprite, Math.round(x - group.spriteSize / 2), Math.round(y - group.spriteSize / 2), group.spriteSize, group.spriteSize);
      view.items.push({ x, y, radius: donutRadius(group.events.length) + 2, event: null, group });
    }
    for (const group of fans) drawFan(group);
    // A selected event stays in sight even where the filters leave it out.
    if (selected?.onMap && !state.shown.includes(selected)) putMark(selected, ...view.toScreen(selected.x, selected.y));
    if (view.draws === 1) performance.mark("sitmap-first-draw");
    view.afterDraw?.();
  }

  /** True where no zoom would take the members of a group apart. */
  const isOnePlace = (view.isOnePlace = (group) => group.spread * TILE * 2 ** 13 < 30);

  /** Opens a group: nearer where that separates its members, a fan where they share one place. */
  view.open = (group) => {
    if (isOnePlace(group) || camera.zoom >= MAX_ZOOM - 0.5) {
      const same = view.fan && view.fan.open && view.fan.events[0] === group.events[0];
      view.fan = { events: group.events, open: !same };
      view.redraw();
      return !same;
    }
    const [x, y, zoom] = camera.viewOf(boxOf(group.events), MAX_ZOOM);
    camera.fly(x, y, Math.max(camera.zoom + 1, Math.min(zoom, camera.zoom + 4)));
    return false;
  };

  view.itemAt = (px, py) => {
    for (let at = view.items.length - 1; at >= 0; at--) {
      const item = view.items[at];
      if (Math.hypot(item.x - px, item.y - py) <= item.radius + 3) return item;
    }
    return null;
  };

  view.fitAll = (quiet) => {
    const points = state.shown.filter((event) => event.x !== null && event.precision !== "wide");
    const fallback = points.length ? points : state.events.filter((event) => event.x !== null);
    const box = mainBoxOf(fallback);
    if (!box) return;
    const [x, y, zoom] = camera.viewOf(box, 9);
    if (quiet) camera.jump(x, y, zoom);
    else camera.fly(x, y, zoom);
  };

  /** Brings an event into sight without moving the map more than it must. */
  view.showEvent = (event) => {
    if (event.x === null) return;
    const line = distanceLine(event), radius = number(event.row.location_radius_km) || 0;
    const circle = radius ? groundCircle(event.lat, event.lon, radius).map(([lon, lat]) => ({ x: worldX(lon), y: worldY(lat) })) : [];
    const box = boxOf([event, ...circle, ...(line ? [{ x: worldX(line.ends[1]), y: worldY(line.ends[0]) }, { x: worldX(line.ends[3]), y: worldY(line.ends[2]) }] : [])]);
    const frame = camera.frame(-50);
    const fits = box.west > frame.west && box.east < frame.east && box.north > frame.north && box.south < frame.south - size.covered() / frame.scale;
    const spanPixels = Math.max(box.east - box.west, box.south - box.north) * camera.scale();
    if (fits && camera.zoom >= 5 && (spanPixels === 0 || spanPixels > 24)) return;
    const [x, y, zoom] = camera.viewOf(box, Math.max(8, camera.zoom));
    camera.fly(x, y, Math.min(zoom, 11));
  };
  return view;
}
