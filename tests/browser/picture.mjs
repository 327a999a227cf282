// Makes a picture of a map file: node picture.mjs FILE.html OUT.png [WIDTH HEIGHT [HASH]].
import { launch, openMap } from "./browser.mjs";

const [file, out, width, height, hash] = process.argv.slice(2);
if (!file || !out) {
  console.error("node picture.mjs FILE.html OUT.png [WIDTH HEIGHT [HASH]]");
  process.exit(2);
}
const browser = await launch();
const { page } = await openMap(browser, file, { size: { width: Number(width) || 1280, height: Number(height) || 800 }, hash: hash ? "#" + hash : "", reducedMotion: "reduce" });
await page.screenshot({ path: out });
await browser.close();
